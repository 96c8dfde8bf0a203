//! How much memory this process may take: the limit of its container, or of its service.

use std::fs;

/// Without a limit the kernel says either `max` or a number that no machine has.
const NO_LIMIT: f64 = (1_u64 << 60) as f64;

/// Infinite where nothing limits it; nothing where that cannot be told.
pub fn limit() -> Option<f64> {
    let groups = fs::read_to_string("/proc/self/cgroup").ok()?;
    Some(limit_of(&groups, |path| fs::read_to_string(path).ok()).unwrap_or(f64::INFINITY))
}

/// Both generations of control groups: the first has a tree for memory alone, the second one for all.
fn limit_of(groups: &str, read: impl Fn(&str) -> Option<String>) -> Option<f64> {
    groups.lines().find_map(|line| {
        let mut parts = line.splitn(3, ':').skip(1);
        let (kinds, path) = (parts.next()?, parts.next()?);
        let (tree, file) = if kinds.is_empty() {
            ("/sys/fs/cgroup", "memory.max")
        } else if kinds.split(',').any(|kind| kind == "memory") {
            ("/sys/fs/cgroup/memory", "memory.limit_in_bytes")
        } else {
            return None;
        };
        // A container sees its own group as the root of the tree, though it may read the name that the host has for it.
        [format!("{tree}{path}/{file}"), format!("{tree}/{file}")]
            .iter()
            .find_map(|path| read(path)?.trim().parse().ok())
            .filter(|limit| *limit < NO_LIMIT)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(groups: &str, file: &str, content: &str) -> Option<f64> {
        limit_of(groups, |path| (path == file).then(|| content.to_owned()))
    }

    #[test]
    fn the_limit_is_found_in_both_generations() {
        let service = "0::/system.slice/bloknotik.service\n";
        let file = "/sys/fs/cgroup/system.slice/bloknotik.service/memory.max";
        assert_eq!(found(service, file, "268435456\n"), Some(268_435_456.0));
        assert_eq!(found(service, file, "max\n"), None);
        let container = "3:cpu,cpuacct:/docker/ab\n2:memory:/docker/ab\n0::/docker/ab\n";
        let file = "/sys/fs/cgroup/memory/memory.limit_in_bytes";
        assert_eq!(found(container, file, "1048576\n"), Some(1_048_576.0));
        assert_eq!(found(container, file, "9223372036854771712\n"), None);
    }
}
