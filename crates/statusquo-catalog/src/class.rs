//! What a class of codes says as a whole, for `4xx` and for numbers that nobody has registered.

use crate::{ALL, Class, Entry};

impl Class {
    /// All five, in rising order.
    pub const ALL: [Class; 5] =
        [Class::Informational, Class::Successful, Class::Redirection, Class::ClientError, Class::ServerError];

    /// The class with this first digit, 1 to 5.
    ///
    /// ```
    /// use statusquo_catalog::Class;
    /// assert_eq!(Class::of_digit(4), Some(Class::ClientError));
    /// assert_eq!(Class::of_digit(6), None);
    /// ```
    pub const fn of_digit(digit: u16) -> Option<Self> {
        match digit {
            1 => Some(Class::Informational),
            2 => Some(Class::Successful),
            3 => Some(Class::Redirection),
            4 => Some(Class::ClientError),
            5 => Some(Class::ServerError),
            _ => None,
        }
    }

    /// The first digit of its codes.
    pub const fn digit(self) -> u16 {
        match self {
            Class::Informational => 1,
            Class::Successful => 2,
            Class::Redirection => 3,
            Class::ClientError => 4,
            Class::ServerError => 5,
        }
    }

    /// What the first digit alone says, in one sentence.
    pub const fn meaning(self) -> &'static str {
        match self {
            Class::Informational => "The request was received and the work goes on; a final answer will follow.",
            Class::Successful => "The request was received, understood and accepted.",
            Class::Redirection => "Something more has to be done to complete the request, usually at another address.",
            Class::ClientError => "The request is at fault, or cannot be fulfilled as it stands.",
            Class::ServerError => "The request seems valid, but the server failed or is not able to carry it out.",
        }
    }

    /// What a client should do when it knows no more than the class.
    pub const fn next(self) -> &'static str {
        match self {
            Class::Informational => "Read on: any number of these may come before the final answer.",
            Class::Successful => "Nothing: it worked.",
            Class::Redirection => "Look for Location, and follow it if the method makes that safe.",
            Class::ClientError => "Read the explanation and change the request before sending it again.",
            Class::ServerError => {
                "Wait, then try again if the method may be repeated safely; tell whoever runs the server."
            }
        }
    }

    /// Its section in RFC 9110, without the sign.
    pub const fn section(self) -> &'static str {
        match self {
            Class::Informational => "15.2",
            Class::Successful => "15.3",
            Class::Redirection => "15.4",
            Class::ClientError => "15.5",
            Class::ServerError => "15.6",
        }
    }

    /// Its registered codes, in rising order.
    pub fn entries(self) -> impl Iterator<Item = &'static Entry> {
        ALL.iter().filter(move |entry| entry.class() == self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_stands_in_the_class_of_its_first_digit() {
        for class in Class::ALL {
            assert_eq!(Class::of_digit(class.digit()), Some(class));
            assert!(class.entries().count() > 0);
            assert!(class.entries().all(|entry| entry.code / 100 == class.digit()), "{class}");
        }
        assert_eq!(Class::ALL.iter().map(|class| class.entries().count()).sum::<usize>(), ALL.len());
    }
}
