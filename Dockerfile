# statusquo in httpbin's place: one static program in an image of its own, and nothing beside it.
#
#   docker build -t statusquo .
#   docker run --rm -p 80:80 statusquo
#
# Any other command works as well: docker run --rm statusquo explain 409

FROM rust:1.88-slim-bookworm AS build
WORKDIR /build
COPY . .
# Naming the target keeps the flag away from what runs while building.
RUN target="$(rustc -vV | sed -n 's/^host: //p')" \
    && RUSTFLAGS='-C target-feature=+crt-static' cargo build --release --locked -p statusquo --target "$target" \
    && mv "target/$target/release/statusquo" /statusquo

FROM scratch
COPY --from=build /statusquo /statusquo
# A number, so that it is certainly not root. Docker lets everybody in a container take port 80; where an engine does not,
# another one is named by PORT in the environment, which the health check reads too.
USER 65532:65532
EXPOSE 80
HEALTHCHECK --interval=10s --timeout=5s --start-period=2s CMD ["/statusquo", "health"]
ENTRYPOINT ["/statusquo"]
CMD ["serve", "--as", "httpbin", "--listen", "0.0.0.0"]
