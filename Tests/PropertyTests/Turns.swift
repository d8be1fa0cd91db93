import TestSupport

/// Lets one of several participants go on at a time, in an order that a seed repeats: the next one when all of them wait
/// or are done.
actor Turns {
    private var random: SplitMix64
    private var participants: Set<Int>
    private var waiting: [Int: CheckedContinuation<Void, Never>] = [:]

    init(of count: Int, seed: UInt64) {
        random = SplitMix64(seed: seed)
        participants = Set(0..<count)
    }

    func take(_ participant: Int) async {
        await withCheckedContinuation { continuation in
            waiting[participant] = continuation
            goOn()
        }
    }

    func leave(_ participant: Int) {
        participants.remove(participant)
        goOn()
    }

    private func goOn() {
        guard !waiting.isEmpty, waiting.count == participants.count else { return }
        waiting.removeValue(forKey: random.pick(waiting.keys.sorted()))?.resume()
    }
}
