# For systems other than Debian 12. Written with care but not yet built by us (no container engine was at hand).
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
RUN apt-get update && apt-get install -y --no-install-recommends nodejs npm && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN npm ci --ignore-scripts --no-audit --no-fund \
 && dotnet publish src/Dosimetry.Cli -c Release -o /app/cli \
 && dotnet publish src/Dosimetry.Web -c Release -o /app/web

FROM mcr.microsoft.com/dotnet/aspnet:10.0
RUN apt-get update \
 && apt-get install -y --no-install-recommends libsqlite3-0 util-linux weasyprint fonts-dejavu-core libgdcm-tools curl \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /data dosimetry && mkdir /data && chown dosimetry /data
COPY --from=build /app /app
USER dosimetry
ENV DOTNET_EnableDiagnostics=0 DOTNET_DbgEnableMiniDump=0
VOLUME /data
EXPOSE 5080
HEALTHCHECK --interval=30s --timeout=5s CMD curl -fsS http://127.0.0.1:5080/health/ready || exit 1
WORKDIR /app/web
# A proxy with TLS stands in front: docker run --read-only --tmpfs /tmp -v cases:/data -p 127.0.0.1:5080:5080 …
ENTRYPOINT ["dotnet", "Dosimetry.Web.dll", "--data", "/data", "--tool", "/app/cli/dosimetry.dll", "--urls", "http://0.0.0.0:5080", "--behind-proxy"]
