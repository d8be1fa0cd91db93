import Synchronization

/// The text of a catalog, parsed, and able to say where in it a ``Place`` is.
///
/// ```swift
/// let source = CatalogSource(file: "catalog.json", bytes: bytes)
/// let streams = readCatalog(source, into: &diagnostics)
/// ```
package final class CatalogSource: Sendable {
    /// As messages name it.
    package let file: String
    package let bytes: [UInt8]
    /// Nil where the bytes are not JSON; `syntaxError` then says why.
    package let root: JSON?
    let syntaxError: JSONSyntaxError?
    /// The first of the warnings, up to ``JSONReader/warningLimit``.
    package let syntaxWarnings: [JSONWarning]
    package let syntaxWarningCount: Int
    private let reordered: [Int: [Int]]
    private let index = Mutex<TextIndex?>(nil)

    package init(file: String, bytes: [UInt8]) {
        self.file = file
        self.bytes = bytes
        (root, syntaxError, syntaxWarnings, syntaxWarningCount, reordered) = bytes.withUnsafeBufferPointer { bytes in
            var reader = JSONReader(bytes)
            do throws(JSONSyntaxError) {
                let root = try reader.readDocument()
                return (root, nil, reader.warnings, reader.warningCount, reader.reordered)
            } catch {
                return (nil, error, reader.warnings, reader.warningCount, reader.reordered)
            }
        }
    }

    /// Line and column, both from 1; columns count Unicode scalars. The index behind it is built when first asked.
    package func position(of place: Place) -> (line: Int, column: Int) {
        index.withLock { index in
            let built = index ?? TextIndex(bytes)
            index = built
            return built.position(of: place.offset, in: bytes)
        }
    }

    /// The way from the top of the catalog: `streams[3].stream.json_schema.properties.tags`; "" for the top itself.
    package func path(to place: Place) -> String {
        var path = ""
        var node = root
        while let here = node, here.offset < place.offset {
            switch here.value {
            case .object(let members):
                guard let index = last(of: members, in: here, before: place.offset) else { return path }
                let step = Shown.step(members[index].key)
                path += path.isEmpty && step.hasPrefix(".") ? String(step.dropFirst()) : step
                node = members[index].value
            case .array(let elements):
                guard let index = elements.lastIndex(notAfter: place.offset, { $0.offset }) else { return path }
                path += "[\(index)]"
                node = elements[index]
            default:
                return path
            }
        }
        return path
    }

    /// The member that holds the byte at `offset`.
    private func last(of members: [JSON.Member], in object: JSON, before offset: Int) -> Int? {
        guard let order = reordered[object.offset] else {
            return members.lastIndex(notAfter: offset) { $0.keyOffset }
        }
        return order.lastIndex(notAfter: offset) { members[$0].keyOffset }.map { order[$0] }
    }
}

extension Array {
    /// The last index whose offset is not beyond `offset`, in an array that is sorted by offset.
    fileprivate func lastIndex(notAfter offset: Int, _ offsetOf: (Element) -> Int) -> Int? {
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = low + (high - low) / 2
            if offsetOf(self[middle]) <= offset { low = middle + 1 } else { high = middle }
        }
        return low == startIndex ? nil : low - 1
    }
}
