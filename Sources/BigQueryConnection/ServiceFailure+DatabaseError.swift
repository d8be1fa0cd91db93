import Dialects
import Runner

extension ServiceFailure {
    /// In the words of the runner, with what a user can do about it.
    ///
    /// - Parameter job: its id, by which BigQuery's own log has it; nil for a request that makes none.
    func databaseError(_ settings: BigQuerySettings, statement: SQL?, job: String?) -> DatabaseError {
        let isUnreachable = if case .noReply = origin { true } else { false }
        return DatabaseError(
            kind: kind, code: reason, message: isUnreachable ? "cannot reach \(settings.baseURL)" : message,
            detail: [isUnreachable ? message : nil, job.map { "job \(settings.project):\($0)" }].compactMap { $0 }
                .joined(separator: "\n").nonEmpty,
            hint: hint(settings, isJob: job != nil), statement: statement?.text,
            position: statement.flatMap { position(in: $0.text) })
    }

    private var kind: DatabaseError.Kind {
        switch origin {
        case .noReply, .reply(status: 401): return .connection
        default: return ["invalidQuery", "invalid"].contains(reason) && isAboutValue ? .value : .other
        }
    }

    /// `Bad int64 value: abc`, `Invalid timestamp: 'x'`, `Could not cast literal "x" to type DATE`, and what Planar itself says of a raw row.
    private var isAboutValue: Bool {
        message.contains(
            #/Bad \w+ value|raw row .* (?:is no record|does not fit)|Invalid (?:timestamp|datetime|date|time|NUMERIC value|BIGNUMERIC value)\b|Could not c(?:ast|onvert)/#
        )
    }

    private func hint(_ settings: BigQuerySettings, isJob: Bool) -> String? {
        let account = settings.credentials.map { "\($0)" } ?? "the account"
        switch reason {
        case "quotaExceeded":
            return """
                a quota of the project is used up, which hours rather than minutes give back: run again later, or ask \
                for more under IAM & Admin > Quotas
                """
        case "rateLimitExceeded", "jobRateLimitExceeded":
            return "the project sends too much at once: run fewer streams side by side, or run at another time"
        case "accessDenied":
            return """
                \(account) needs the roles roles/bigquery.jobUser in project \(settings.project) and \
                roles/bigquery.dataEditor on the datasets
                """
        case "billingNotEnabled":
            return "link a billing account to project \(settings.project): without one BigQuery changes no rows"
        case "bytesBilledLimitExceeded": return "nothing was charged: allow more bytes if the statement is worth them"
        case "notFound" where message.contains("location") || message.contains("Job"):
            return """
                a dataset is found only by jobs that run in its location (\(settings.location.map { "\($0) is set" } ?? "none is set")): \
                set dataset_location if the datasets live elsewhere
                """
        case "responseTooLarge": return "the result is more than BigQuery returns without a table to hold it"
        case "resourcesExceeded": return "the statement takes more memory or time than BigQuery gives one statement"
        case "stopped": return "somebody cancelled the job, or a limit of the project did"
        default: break
        }
        if status == 401 {
            return settings.credentials == nil
                ? "no credentials are sent while BIGQUERY_EMULATOR_HOST is set and credentials_json is not"
                : "the token of \(account) is not accepted: the account may be disabled, or the clock wrong"
        }
        return isJob && leavesDoubt
            ? "the job may still run: look for it in the project's job history before running again" : nil
    }

    /// The 1-based character (code point) that `[at line:column]` means.
    private func position(in statement: String) -> Int? {
        guard let place = message.matches(of: #/at \[(?<line>\d+):(?<column>\d+)\]/#).last?.output,
            let line = Int(place.line), let column = Int(place.column), line > 0
        else { return nil }
        let lines = statement.split(separator: "\n", maxSplits: line - 1, omittingEmptySubsequences: false)
        guard lines.count == line else { return nil }
        return lines.dropLast().reduce(0) { $0 + $1.unicodeScalars.count + 1 } + column
    }
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
