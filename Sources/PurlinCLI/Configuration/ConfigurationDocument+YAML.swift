import ConnectorKit
import Foundation
import JSON
import Yams

extension ConfigurationDocument {
    /// How large a file may be that a person writes.
    private static let limit = 1 << 20

    /// Reads a YAML file whose scalars count as they are written.
    ///
    /// - Parameter path: The path, which is also how messages call the file.
    /// - Throws: ``ConfigurationError`` if it cannot be read, or is no mapping of keys to values.
    init(readingYAML path: String) throws(ConfigurationError) {
        let document = YAMLDocument(file: path)
        guard let data = FileManager.default.contents(atPath: path) else {
            document.report(nil, key: "", "cannot be read; is the path right?")
            throw ConfigurationError(diagnostics: document.diagnostics)
        }
        guard data.count <= Self.limit, let text = String(bytes: data, encoding: .utf8) else {
            document.report(nil, key: "", data.count > Self.limit ? "is larger than a mebibyte" : "is not UTF-8")
            throw ConfigurationError(diagnostics: document.diagnostics)
        }
        var places: [String: Place] = [:]
        let value = document.root(of: text)?.json(&places)
        guard let value, value.objectValue != nil, document.diagnostics.isEmpty else {
            if document.diagnostics.isEmpty { document.report(nil, key: "", "must be keys with values") }
            throw ConfigurationError(diagnostics: document.diagnostics)
        }
        self.init(file: path, value: value, places: places)
    }
}

extension YAMLValue {
    /// The value as JSON, with the places of all values; a key has the place of its name.
    fileprivate func json(_ places: inout [String: ConfigurationDocument.Place]) -> JSON? {
        if places[key] == nil, let mark = node.mark { places[key] = .init(line: mark.line, column: mark.column) }
        switch node {
        case .scalar(let scalar):
            return node.tag.description == Tag.Name.null.rawValue ? .null : .string(scalar.string)
        case .sequence:
            return .array(elements().compactMap { $0.json(&places) })
        case .mapping(let mapping):
            for (name, _) in mapping {
                guard let text = name.string, let mark = name.mark else { continue }
                places[key.isEmpty ? text : "\(key).\(text)"] = .init(line: mark.line, column: mark.column)
            }
            var object = JSONObject()
            for (name, value) in members() { object[name] = value.json(&places) }
            return .object(object)
        case .alias:
            report("is an alias; write the value itself")
            return nil
        }
    }
}
