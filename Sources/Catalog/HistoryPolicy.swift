/// Which versions of its records a deduplicated stream keeps.
package enum HistoryPolicy: Sendable, Hashable {
    /// All of them.
    case all
    /// Those that no newer version has replaced for longer than so many days, and the newest of each key.
    case days(Int)
    /// The newest of each key, out of sight.
    case newest
}

/// What becomes of a record that the source has deleted, in the table of a deduplicated stream.
package enum DeletePolicy: String, Sendable, CaseIterable {
    /// It has no row.
    case hard
    /// It keeps its last values, with the time of its deletion.
    case soft
    /// It has no row, and what the source's newest snapshot does not have counts as deleted.
    case inferred
}
