import TableModel

/// Standard SQL quoting, which needs nothing but the quote doubled. A NUL can stand in no statement. Airbyte's own
/// columns are left plain, as people write them.
func doubleQuoted(_ name: Identifier) -> SQL {
    let isPlain =
        name.text.hasPrefix("_airbyte_")
        && name.text.utf8.allSatisfy { 97...122 ~= $0 || 48...57 ~= $0 || $0 == UInt8(ascii: "_") }
    return SQL(trusted: isPlain ? name.text : quoted(name.text, by: "\""))
}

func singleQuoted(_ text: String) -> SQL { SQL(trusted: quoted(text, by: "'")) }

private func quoted(_ text: String, by quote: Unicode.Scalar) -> String {
    let mark = UInt8(ascii: quote)
    var text = text
    // Nearly every name and literal passes as it is, many times over.
    let isPlain = text.withUTF8 { bytes in !bytes.contains { $0 == 0 || $0 == mark } }
    var result = ""
    result.unicodeScalars.reserveCapacity(text.utf8.count + 2)
    result.unicodeScalars.append(quote)
    if isPlain {
        result += text
    } else {
        for scalar in text.unicodeScalars where scalar != "\0" {
            if scalar == quote { result.unicodeScalars.append(scalar) }
            result.unicodeScalars.append(scalar)
        }
    }
    result.unicodeScalars.append(quote)
    return result
}
