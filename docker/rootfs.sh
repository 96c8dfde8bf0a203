#!/bin/sh
# Lays out the final image in the folder named: the server, its bundle, the shared libraries it loads, certificates, time zones.
set -eu
root=$1
profile=${PROFILE:-release}
[ "$profile" != dev ] || profile=debug
binary=target/$profile/bloknotik
mkdir -p "$root/etc/ssl/certs" "$root/usr/share" "$root/tmp"
chmod 1777 "$root/tmp"

cp "$binary" "$root/bloknotik"
cp -R target/site "$root/site"
rm -f "$root/site/.stamp"

# Every library that the loader would load, at the path where it looks, and the loader itself.
ldd "$binary" | sed -n 's/.*=> \(\/[^ ]*\).*/\1/p; s/^[[:space:]]*\(\/[^ ]*\).*/\1/p' | sort -u |
    while read -r library; do
        mkdir -p "$root$(dirname "$library")"
        cp -L "$library" "$root$library"
    done

# Debian's own list: a certificate that only the build had to trust must not get into the image.
cat /usr/share/ca-certificates/mozilla/*.crt >"$root/etc/ssl/certs/ca-certificates.crt"
# For what libraries make of TZ. Not once more with leap seconds, not twice, and not the zone of the machine that built it.
cp -R /usr/share/zoneinfo "$root/usr/share/"
rm -rf "$root/usr/share/zoneinfo/posix" "$root/usr/share/zoneinfo/right" "$root/usr/share/zoneinfo/localtime"

echo 'bloknotik:x:10001:10001:Bloknotik:/tmp:/sbin/nologin' >"$root/etc/passwd"
echo 'bloknotik:x:10001:' >"$root/etc/group"
echo 'hosts: files dns' >"$root/etc/nsswitch.conf"
