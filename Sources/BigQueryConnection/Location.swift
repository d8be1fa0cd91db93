/// Where jobs have to run: what the settings say, else where the default dataset is. Asked for once.
actor Location {
    private enum Knowledge {
        case known(String)
        /// Neither settings nor server say; BigQuery then goes by the tables that a statement names.
        case unknowable
        case open
    }
    private var knowledge: Knowledge
    private let dataset: String?
    private let rest: REST

    init(_ settings: BigQuerySettings, rest: REST) {
        knowledge = settings.location.map { .known($0) } ?? (settings.dataset == nil ? .unknowable : .open)
        dataset = settings.dataset
        self.rest = rest
    }

    /// - Throws: what keeps the server from answering. A dataset that is not there yet is looked for again next time,
    ///   for the run may create it.
    func name() async throws -> String? {
        switch knowledge {
        case .known(let name): return name
        case .unknowable: return nil
        case .open:
            guard let dataset else { return nil }
            do {
                let found: Wire.Dataset = try await rest.send(.init(method: .GET, path: ["datasets", dataset]))
                knowledge = found.location.map { .known($0) } ?? .unknowable
                return found.location
            } catch let failure as ServiceFailure where failure.status == 404 {
                return nil
            } catch let failure as ServiceFailure where failure.reason == "accessDenied" {
                // The role may run jobs without seeing what datasets are made of.
                knowledge = .unknowable
                return nil
            }
        }
    }
}
