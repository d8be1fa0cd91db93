#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The lines of standard input, one at a time.
struct LineReader {
    private var buffer: [UInt8] = []
    private var position = 0
    private var isAtEnd = false

    /// Nil at the end; the last line may lack its line break.
    mutating func next() -> [UInt8]? {
        while true {
            if let end = buffer[position...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { position = end + 1 }
                return Array(buffer[position..<end])
            }
            if isAtEnd {
                defer { position = buffer.count }
                return position < buffer.count ? Array(buffer[position...]) : nil
            }
            fill()
        }
    }

    private mutating func fill() {
        buffer.removeSubrange(..<position)
        position = 0
        let old = buffer.count
        let room = 1 << 18
        buffer.append(contentsOf: repeatElement(0, count: room))
        let count = buffer.withUnsafeMutableBytes { read(STDIN_FILENO, $0.baseAddress! + old, room) }
        buffer.removeLast(room - max(0, count))
        isAtEnd = count <= 0
    }
}
