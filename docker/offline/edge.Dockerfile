# nginx from Debian's testing, on the base of the others: Debian 12's cannot follow servers that come and go. Mirrors behind a
# wall are often some weeks old, which testing's own date would forbid.
ARG BASE
FROM ${BASE}
RUN awk '$3 == "bookworm" { print $1, $2, "testing", $4 }' /etc/apt/sources.list >/etc/apt/sources.list.d/testing.list \
    && printf 'Package: *\nPin: release a=testing\nPin-Priority: 100\n' >/etc/apt/preferences.d/testing \
    && apt-get update -qq -o Acquire::Check-Valid-Until=false \
    # What was renamed in between lies in two packages for a moment.
    && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends -t testing \
        -o Dpkg::Options::=--force-overwrite nginx-light >/dev/null \
    && rm -rf /var/lib/apt/lists/*
USER www-data
EXPOSE 8080 8443
STOPSIGNAL SIGQUIT
CMD ["nginx", "-e", "stderr", "-g", "daemon off;"]
