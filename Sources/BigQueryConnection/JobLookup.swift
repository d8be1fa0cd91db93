/// What is known of one job, and how more is learnt.
struct JobLookup {
    let rest: REST
    private(set) var reference: Wire.JobReference
    private(set) var job: Wire.Job?

    init(rest: REST, reference: Wire.JobReference) {
        self.rest = rest
        self.reference = reference
    }

    mutating func saw(_ job: Wire.Job) {
        self.job = job
        // Jobs outside of the multi-regions are found only with their location.
        if let location = job.jobReference?.location { reference.location = location }
    }

    /// From `Already Exists: Job project:EU.id`, for a job whose first reply was lost.
    mutating func learnLocation(from message: String) {
        guard reference.location == nil, let id = reference.jobId, let end = message.firstRange(of: ".\(id)"),
            let colon = message[..<end.lowerBound].lastIndex(of: ":")
        else { return }
        reference.location = String(message[message.index(after: colon)..<end.lowerBound])
    }

    /// Looks at the job until it is done. One that is there may not be found for a moment.
    mutating func waitForEnd() async throws {
        var wait = rest.pace.poll
        var misses = 0
        while job?.isDone != true {
            try await Task.sleep(for: wait)
            wait = min(wait * 1.5, rest.pace.longestPoll)
            do {
                saw(try await rest.send(get) as Wire.Job)
            } catch let failure as ServiceFailure where failure.status == 404 && job == nil {
                misses += 1
                guard misses < rest.pace.attempts else { throw failure }
                wait = rest.pace.wait(after: misses, atLeast: nil)
            }
        }
    }

    /// Cancels the job for a task that is cancelled, and waits for its end; this is not cut short by the cancellation.
    ///
    /// - Returns: whether the job ended in spite of it, with a result of its own: the cancel may have come too late.
    mutating func stop(within limit: Duration) async -> Bool {
        let lookup = self
        let end = await Task { await lookup.stopped(within: limit) }.value
        if let end { saw(end) }
        return end != nil
    }

    private func stopped(within limit: Duration) async -> Wire.Job? {
        let deadline = ContinuousClock.now + limit
        var wait = rest.pace.poll
        var isAsked = false
        // A job that was asked for in vain is never found, one that was asked for just now perhaps not at once.
        var misses = 0
        while ContinuousClock.now < deadline, misses < 3 {
            do {
                let seen: Wire.Job?
                if isAsked {
                    seen = try await rest.send(get, attempts: 1)
                } else {
                    seen = (try await rest.send(cancel, attempts: 1) as Wire.CancelReply).job
                    isAsked = true
                }
                if let seen, seen.isDone { return seen }
            } catch let failure as ServiceFailure where failure.status == 404 {
                misses += 1
            } catch let failure as ServiceFailure where failure.remedy == .sameRequest {
                // Until the deadline.
            } catch {
                return nil
            }
            try? await Task.sleep(for: wait)
            wait = min(wait * 1.5, rest.pace.longestPoll)
        }
        return nil
    }

    /// One attempt to cancel a job that nobody waits for any longer, whatever comes of it.
    func abandon() async {
        let (rest, cancel) = (rest, cancel)
        _ = await Task { try? await rest.send(cancel, attempts: 1) as Wire.CancelReply }.value
    }

    private var get: REST.Call {
        REST.Call(method: .GET, path: ["jobs", reference.jobId ?? ""], query: [("location", reference.location)])
    }

    private var cancel: REST.Call {
        REST.Call(
            method: .POST, path: ["jobs", reference.jobId ?? "", "cancel"], query: [("location", reference.location)])
    }
}
