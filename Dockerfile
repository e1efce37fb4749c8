# Read by `docker build -t async-io-ts .`: a machine on which programs and tests run without a network. See docs/docker.md.

# 1: with a Zephyr workspace too. That fetches more than 1 GB.
ARG ZEPHYR=0

FROM node:20.20.2-bookworm-slim@sha256:2cf067cfed83d5ea958367df9f966191a942351a2df77d6f0193e162b5febfc0 AS node

# What is needed while programs and tests run: a program may ask for another configuration of the firmware, and the tests compile
# C for this machine too. Versions are pinned as far as Debian keeps them: security updates change what follows.
FROM debian:bookworm-20260918-slim@sha256:3783cc01769c7b2b1b83a5c5ad96c815348e28ed7da68e2e3687004faa906251 AS tools
ARG ZEPHYR
# Every user's: what is built beforehand is in it, and what a run builds.
ENV AIO_CACHE=/opt/workspace/cache
# Left out of the packages, 850 MB: C libraries for other processors (without Zephyr the board is a Cortex-M3), compilers of C++ and
# of link time, and programs that nobody calls. West reads the manifests of its workspace with git, also where they are another
# user's.
RUN printf 'path-exclude %s\n' \
        '/usr/lib/arm-none-eabi/newlib/*.a' '/usr/lib/gcc/arm-none-eabi/*.a' '/usr/lib/gcc/arm-none-eabi/*/plugin/*' \
        '/usr/lib/gcc/*/cc1plus' '/usr/lib/gcc/*/lto1' '/usr/bin/*lto-dump*' \
        '/usr/bin/qemu-system-aarch64' '/usr/bin/cpack' '/usr/bin/ctest' '/usr/share/iso-codes/*' \
        > /etc/dpkg/dpkg.cfg.d/async-io && \
    if [ "$ZEPHYR" = 1 ]; then kept='v[678]*-m*'; else kept='v7-m'; fi && \
    printf 'path-include %s\n' \
        "/usr/lib/arm-none-eabi/newlib/thumb/$kept/*" "/usr/lib/gcc/arm-none-eabi/*/thumb/$kept/*" \
        >> /etc/dpkg/dpkg.cfg.d/async-io && \
    apt-get update && \
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        gcc-arm-none-eabi='15:12.2.rel1-*' libnewlib-arm-none-eabi='3.3.0-*' \
        qemu-system-arm='1:7.2*' cmake='3.25.*' ninja-build='1.11.*' python3='3.11.*' \
        gcc='4:12.2.*' libc6-dev='2.36-*' tini='0.19.*' && \
    if [ "$ZEPHYR" = 1 ]; then \
        apt-get install -y --no-install-recommends git='1:2.39.*' && git config --system --add safe.directory '*'; \
    fi && \
    rm -rf /var/lib/apt/lists/* && \
    useradd --uid 1000 --create-home async-io && \
    chmod 1777 /home/async-io && \
    install -d -o async-io -g async-io /project
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules/npm /usr/local/lib/node_modules/npm
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm && \
    ln -s /opt/workspace/async-io-ts/bin/async-io.js /usr/local/bin/async-io

# Everything that comes from a network, and everything that is compiled beforehand.
FROM tools AS workspace-0
RUN apt-get update && \
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        ca-certificates='20*' cargo-web='1.*' python3-venv='3.11.*' && \
    rm -rf /var/lib/apt/lists/*
WORKDIR /opt/workspace/async-io-ts
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev
COPY . .
# The caches and build/ are open to every user: a run builds other configurations there. Biome is for `npm run lint`, thus for
# checkouts, whose modes are their owners'.
RUN npm run setup && \
    rm -rf build/logs node_modules/@biomejs/cli-* && \
    mkdir -p node_modules/.cache/ava && \
    chmod -R a+rX . && \
    chmod -R a+rwX build node_modules/.cache "$AIO_CACHE"

# The west workspace that west.yml describes, around the package.
FROM workspace-0 AS workspace-1
RUN python3 -m venv /opt/west && \
    /opt/west/bin/pip install --no-cache-dir --no-deps --require-hashes -r harness/setup/requirements-zephyr.txt && \
    /opt/west/bin/west init -l . && \
    /opt/west/bin/west update --narrow --fetch-opt=--depth=1
RUN async-io build --kernel zephyr && \
    rm -rf build/logs && \
    chmod -R a+rwX build "$AIO_CACHE"

# hadolint ignore=DL3006
FROM workspace-${ZEPHYR} AS workspace

FROM tools AS image
COPY --from=workspace /opt/workspace /opt/workspace
# A user whom the system does not know has none.
ENV HOME=/home/async-io
WORKDIR /project
USER 1000:1000
# npm as the first process would neither end at a signal nor reap what tests leave behind.
ENTRYPOINT ["tini", "--"]
CMD ["npm", "--prefix", "/opt/workspace/async-io-ts", "test"]
