import Runner

/// Where a BigQuery warehouse is and who asks. Prints itself without anything secret, also under `dump`.
package struct BigQuerySettings: Sendable {
    package enum Priority: String, Sendable, CaseIterable {
        case interactive
        /// Starts when there is room, within a day.
        case batch
    }

    /// Jobs run in this project and are billed to it; names without a project are looked up in it.
    package let project: String
    /// The dataset of names without one; none for nil.
    package let dataset: String?
    /// Such as `EU` or `europe-west1`; nil for the location of ``dataset``.
    package let location: String?
    /// Nil where nobody asks for any: an emulator.
    package let credentials: Credentials?
    package let priority: Priority
    /// `https://bigquery.googleapis.com`, without a slash at the end.
    package let baseURL: String
    /// How many jobs run at once.
    package let parallelJobs: Int
    package let pace: Pace
    /// What hashes of personal values are made with, where any are; parameters of the queries that need it.
    package let maskSecret: MaskSecret?

    package init(
        project: String, dataset: String? = nil, location: String? = nil, credentials: Credentials?,
        priority: Priority = .interactive, baseURL: String = Self.publicURL, parallelJobs: Int = 8,
        pace: Pace = Pace(), maskSecret: MaskSecret? = nil
    ) {
        self.project = project
        self.dataset = dataset
        self.location = location
        self.credentials = credentials
        self.priority = priority
        self.baseURL = baseURL
        self.parallelJobs = parallelJobs
        self.pace = pace
        self.maskSecret = maskSecret
    }

    package static let publicURL = "https://bigquery.googleapis.com"

    /// Settings that cannot be used, in words for the user; shows no value that may be secret.
    package struct Invalid: Error, Sendable, CustomStringConvertible {
        package let description: String
    }
}

extension BigQuerySettings: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "\(project)\(dataset.map { ":\($0)" } ?? "") at \(baseURL)" }
    package var debugDescription: String { description }

    package var customMirror: Mirror {
        Mirror(
            self,
            children: [
                "project": project, "dataset": dataset ?? "none", "location": location ?? "the dataset's",
                "credentials": credentials.map { "\($0)" } ?? "none", "priority": priority.rawValue,
                "baseURL": baseURL, "parallelJobs": parallelJobs,
            ])
    }
}
