# rlar in a container: docker build -t rlar . && docker run -e RLAR_TOKEN=… -p 8421:8421 -v rlar:/data rlar
# Programs of rollouts run only where the host lets the container make user namespaces: docs/operations.md says how.
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm pack --pack-destination /tmp
WORKDIR /opt/rlar
RUN tar -xzf /tmp/rlar-*.tgz --strip-components=1 && cp /src/package-lock.json /src/.npmrc .
# The image has a Node of its own, so the one that npm would bring is left out.
RUN npm ci --omit=dev --omit=optional --ignore-scripts

FROM ${NODE_IMAGE}
# What programs of rollouts are run with. For C++ and Java: --build-arg TOOLCHAINS="python3 g++ openjdk-17-jdk-headless"
ARG TOOLCHAINS="python3"
RUN apt-get update && apt-get install -y --no-install-recommends bubblewrap tini ${TOOLCHAINS} && rm -rf /var/lib/apt/lists/*
COPY --from=build /opt/rlar /opt/rlar
RUN install -d -o node -g node /data
ENV NODE_ENV=production RLAR_HOME=/data RLAR_HOST=0.0.0.0 RLAR_PORT=8421
WORKDIR /data
USER node
VOLUME /data
EXPOSE 8421
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["node", "/opt/rlar/deploy/healthy.mjs"]
ENTRYPOINT ["tini", "--", "node", "/opt/rlar/bin/rlar.mjs"]
CMD ["serve"]
