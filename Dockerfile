# Planar in the place of Airbyte's normalization. Runs as a user without rights, on a file system that may be read-only
# but for /tmp:
#
#   docker build --tag planar .
#   docker run --rm --read-only --tmpfs /tmp --volume "$PWD:/data" --workdir /data planar \
#       run --integration-type postgres --config destination_config.json --catalog destination_catalog.json

FROM swift:6.3-bookworm AS build
WORKDIR /planar
COPY . .
RUN Docker/build.sh /out

FROM debian:bookworm-slim
RUN --mount=type=bind,from=build,source=/out,target=/out --mount=type=bind,source=Docker,target=/Docker \
    /Docker/install.sh /out/planar
USER planar
WORKDIR /airbyte
# The platform looks here for what it starts.
ENV AIRBYTE_ENTRYPOINT=/airbyte/entrypoint.sh
ENTRYPOINT ["/airbyte/entrypoint.sh"]
