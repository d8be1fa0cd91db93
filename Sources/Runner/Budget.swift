import Synchronization

/// The bytes that a run may still bill, over all its streams.
final class Budget: Sendable {
    private let left: Mutex<Int?>

    /// - Parameter limit: nil for none.
    init(_ limit: Int?) { left = Mutex(limit) }

    var rest: Int? { left.withLock { $0 } }

    func spend(_ bytes: Int) { left.withLock { $0 = $0.map { max(0, $0 - bytes) } } }
}
