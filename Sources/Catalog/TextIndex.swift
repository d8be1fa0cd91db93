/// Where lines begin in a UTF-8 text, and how many scalars come before every 4,096th byte: with both, a position in
/// a text of one huge line is found as fast as in any other.
struct TextIndex {
    private static let stride = 4_096

    private var lineStarts: [Int]
    private var scalarsBefore: [Int] = []

    init(_ bytes: [UInt8]) {
        // A byte order mark takes no column.
        lineStarts = [bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
        var scalars = 0
        bytes.withUnsafeBufferPointer { bytes in
            for offset in bytes.indices {
                if offset % Self.stride == 0 { scalarsBefore.append(scalars) }
                if bytes[offset] & 0xC0 != 0x80 { scalars += 1 }
                if bytes[offset] == 0x0A { lineStarts.append(offset + 1) }
            }
        }
        if scalarsBefore.isEmpty { scalarsBefore = [0] }
    }

    func position(of offset: Int, in bytes: [UInt8]) -> (line: Int, column: Int) {
        let offset = min(max(offset, lineStarts[0]), bytes.count)
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        let column = scalars(before: offset, in: bytes) - scalars(before: min(lineStarts[low], offset), in: bytes) + 1
        return (low + 1, column)
    }

    private func scalars(before offset: Int, in bytes: [UInt8]) -> Int {
        let block = min(offset / Self.stride, scalarsBefore.count - 1)
        return bytes[(block * Self.stride)..<offset].reduce(scalarsBefore[block]) { $0 + ($1 & 0xC0 != 0x80 ? 1 : 0) }
    }
}
