import Synchronization

/// How many requests a peer may make: so many a minute, and as many at once where it made none before.
final class RateLimit: Sendable {
    private struct Bucket {
        var tokens: Double
        var time: ContinuousClock.Instant
    }

    private let perMinute: Double
    private let buckets = Mutex<[String: Bucket]>([:])
    /// More peers than these are not told apart for long.
    private static let peers = 10_000

    init(perMinute: Int) { self.perMinute = Double(perMinute) }

    /// Nil where the request may go on; else in how many seconds one may.
    func excess(of peer: String, at now: ContinuousClock.Instant = .now) -> Int? {
        buckets.withLock { buckets in
            if buckets.count >= Self.peers, buckets[peer] == nil {
                buckets = buckets.filter { $0.value.time.duration(to: now) < .seconds(60) }
                if buckets.count >= Self.peers { buckets.removeAll() }
            }
            var bucket = buckets[peer] ?? Bucket(tokens: perMinute, time: now)
            let minutes = bucket.time.duration(to: now) / .seconds(60)
            bucket.tokens = min(perMinute, bucket.tokens + minutes * perMinute)
            bucket.time = now
            defer { buckets[peer] = bucket }
            if bucket.tokens < 1 { return max(1, Int(((1 - bucket.tokens) / perMinute * 60).rounded(.up))) }
            bucket.tokens -= 1
            return nil
        }
    }
}
