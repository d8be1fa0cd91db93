/// Which versions of its records a deduplicated stream keeps.
package enum HistoryPolicy: Sendable, Hashable {
    /// All of them.
    case all
    /// Those that no newer version has replaced for longer than so many days, and the newest of each key.
    case days(Int)
    /// The newest of each key, out of sight.
    case newest
}
