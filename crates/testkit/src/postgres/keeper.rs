//! The script that ends a server when nobody uses it any more.

/// Waits until no client is left, closes the door, looks once more, and returns: whoever runs it stops the server
/// then. `PSQL` is the command that asks the server; it connects to `template1`, so that the door can be closed.
///
/// The first client, who started the server, has ten seconds; after the last one, one second lets the next test program
/// of the same run find the server still there. A server that does not answer may merely be out of connections: it is
/// given up after a while only.
pub(super) const WAIT_UNTIL_UNUSED: &str = r#"
clients() {
    $PSQL "SELECT CASE
        WHEN clients = 0 AND NOT EXISTS (SELECT FROM pg_stat_database WHERE datname = 'leases' AND sessions > 0)
        THEN 'none yet' ELSE clients::text END
        FROM (SELECT count(*) AS clients FROM pg_stat_activity
              WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()) AS counted" 2>/dev/null
}
begun=0 quiet=0 silent=0
while [ "$quiet" -lt 2 ] && [ "$silent" -lt 20 ] && [ "$begun" -lt 20 ]; do
    sleep 0.5
    case $(clients) in
        '') silent=$((silent + 1)) ;;
        'none yet') silent=0 begun=$((begun + 1)) ;;
        0) silent=0 quiet=$((quiet + 1)) ;;
        *) silent=0 quiet=0 ;;
    esac
    if [ "$quiet" -ge 2 ]; then
        $PSQL 'ALTER DATABASE leases ALLOW_CONNECTIONS false' >/dev/null 2>&1
        if [ "$(clients)" != 0 ]; then
            $PSQL 'ALTER DATABASE leases ALLOW_CONNECTIONS true' >/dev/null 2>&1
            quiet=0
        fi
    fi
    server_is_there || break
done
"#;
