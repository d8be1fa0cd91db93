import Dialects
import Project
import Runner
import TableModel

extension CatalogTarget {
    /// What the project says of streams with values that do not fit.
    func policies(of families: [[Script]]) -> [StreamName: BadValuePolicy] {
        var policies: [StreamName: BadValuePolicy] = [:]
        for stream in families.map({ $0[0].stream }) {
            switch project?.settings(ofStream: stream.name, in: stream.namespace).onBadValue {
            case .null: policies[stream] = .null
            case .fail: policies[stream] = .fail
            case nil: break
            }
        }
        return policies
    }
}
