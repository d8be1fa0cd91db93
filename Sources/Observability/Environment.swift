extension [String: String] {
    /// A variable of the environment; an empty one is none.
    package func variable(_ name: String) -> String? { self[name].flatMap { $0.isEmpty ? nil : $0 } }
}
