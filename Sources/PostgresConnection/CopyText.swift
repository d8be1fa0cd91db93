/// Postgres' text format for COPY: columns end with a tab, rows with a newline, `\N` is NULL.
enum CopyText {
    /// Appends `row` as one line: `["a\tb", nil]` becomes `a\tb<TAB>\N<NEWLINE>`, the first tab spelled as an escape.
    /// Letters above ASCII stay as they are; in UTF-8 none of their bytes looks like a separator.
    static func append(_ row: [String?], to buffer: inout [UInt8]) {
        for (index, value) in row.enumerated() {
            if index > 0 { buffer.append(UInt8(ascii: "\t")) }
            guard var value else {
                buffer.append(contentsOf: "\\N".utf8)
                continue
            }
            value.withUTF8 { append($0, to: &buffer) }
        }
        buffer.append(UInt8(ascii: "\n"))
    }

    private static func append(_ bytes: UnsafeBufferPointer<UInt8>, to buffer: inout [UInt8]) {
        var plain = bytes.startIndex
        for index in bytes.indices {
            let letter: UInt8
            switch bytes[index] {
            case UInt8(ascii: "\\"): letter = UInt8(ascii: "\\")
            case UInt8(ascii: "\t"): letter = UInt8(ascii: "t")
            case UInt8(ascii: "\n"): letter = UInt8(ascii: "n")
            case UInt8(ascii: "\r"): letter = UInt8(ascii: "r")
            default: continue
            }
            buffer.append(contentsOf: bytes[plain..<index])
            buffer.append(UInt8(ascii: "\\"))
            buffer.append(letter)
            plain = index + 1
        }
        buffer.append(contentsOf: bytes[plain...])
    }
}
