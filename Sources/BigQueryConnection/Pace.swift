/// How long to wait for BigQuery, and how often to try again.
package struct Pace: Sendable {
    /// Between two looks at a job: the first wait, which then grows by half up to the longest.
    package var poll: Duration = .milliseconds(100)
    package var longestPoll: Duration = .seconds(4)
    /// Before a request is sent again: the first wait, which doubles up to the longest. Google's service terms ask for
    /// 1 s to 32 s. Each wait is shortened by up to half at random, so that clients that failed together part.
    package var backOff: Duration = .seconds(1)
    package var longestBackOff: Duration = .seconds(32)
    /// How often a request is sent at most.
    package var attempts = 8
    /// How many jobs a statement gets at most, where BigQuery fails them for reasons of its own.
    package var jobs = 5
    /// For the answer to a request.
    package var answer: Duration = .seconds(60)
    /// For the metadata server, which is next door or nowhere.
    package var metadataServer: Duration = .seconds(3)
    /// For a cancelled job to end.
    package var farewell: Duration = .seconds(15)

    package init() {}

    /// The wait after the `attempt`-th failure in a row, counted from 1.
    ///
    /// - Parameter wish: what the server asked for; up to 10 minutes are granted.
    func wait(after attempt: Int, atLeast wish: Duration?) -> Duration {
        let full = min(backOff * (1 << min(attempt - 1, 20)), longestBackOff)
        return max(full * Double.random(in: 0.5...1), min(wish ?? .zero, .seconds(600)))
    }
}
