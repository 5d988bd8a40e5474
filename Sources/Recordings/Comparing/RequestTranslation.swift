internal import Foundation

/// Makes of a recorded request the one that another system is sent: with its identifiers in place of the recorded ones, and
/// with secrets in place of their masks.
public struct RequestTranslation: Sendable {
    private let fillings: [String: String]

    /// Creates a translation.
    ///
    /// - Parameter fillings: What stands for masks such as `masked-1`.
    public init(filling fillings: [String: String] = [:]) {
        self.fillings = fillings
    }

    /// The request as it is sent.
    ///
    /// - Parameters:
    ///   - request: The recorded request.
    ///   - references: What is known of identifiers.
    /// - Returns: The request.
    public func translated(_ request: RecordedRequest, _ references: References) -> RecordedRequest {
        let identifiers = IdentifierTranslation(references, subject: Identifier.subject(of: request))
        var result = request
        result.target = filled(identifiers.translated(target: request.target)) { text in
            text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? text
        }
        result.headers = request.headers.map { RecordedField($0.name, filled(credentials: $0.value)) }
        if case .bytes(let bytes) = request.body { result.body = .bytes(filled(identifiers.translated(body: bytes))) }
        return result
    }

    /// The masks in a request that nothing is known for.
    public func missing(in request: RecordedRequest) -> Set<String> {
        let texts =
            [request.target, String(decoding: request.body.bytes, as: UTF8.self)] + request.headers.map(\.value)
        let masks = texts.flatMap { text in
            text.contains("masked-") ? text.matches(of: /masked-\d+/).map { String($0.output) } : []
        }
        return Set(masks).subtracting(fillings.keys)
    }

    /// Whether a recorded request has values that were masked in their own shape, such as `0.00` for pay and 1900-01-01 for a day,
    /// in whose place nothing can be sent.
    ///
    /// - Parameters:
    ///   - request: The recorded request.
    ///   - rules: What is masked in it.
    /// - Returns: Whether it has such values.
    public static func hasShapes(_ request: RecordedRequest, _ rules: MaskingRules) -> Bool {
        // Whatever rules mask now was masked already: what is no `masked-1` is a mask of another shape.
        var masker = Masker(rules)
        _ = masker.masked(request)
        return masker.shapes > 0
    }

    private func filled(_ text: String, _ encode: (String) -> String) -> String {
        guard !fillings.isEmpty, text.contains("masked-") else { return text }
        return text.replacing(/masked-\d+/) { match in
            fillings[String(match.output)].map(encode) ?? String(match.output)
        }
    }

    /// `Basic` takes user and password with a colon between them, encoded.
    private func filled(credentials: String) -> String {
        filled(credentials) { text in
            guard credentials.lowercased().hasPrefix("basic "), text.contains(":") else { return text }
            return Data(text.utf8).base64EncodedString()
        }
    }

    private func filled(_ bytes: [UInt8]) -> [UInt8] {
        guard !fillings.isEmpty, let text = String(validating: bytes, as: UTF8.self) else { return bytes }
        let isMarkup = text.first { !$0.isWhitespace } == "<"
        let isJSON = ExactJSON(bytes) != nil
        let changed = filled(text) { value in
            if isMarkup { return value.replacing("&", with: "&amp;").replacing("<", with: "&lt;") }
            return isJSON ? String(ExactText.quoted(value).dropFirst().dropLast()) : value
        }
        return Array(changed.utf8)
    }
}

/// Puts the identifiers of another system in place of the recorded ones.
struct IdentifierTranslation {
    private let references: References
    private let subject: String

    init(_ references: References, subject: String) {
        self.references = references
        self.subject = subject
    }

    /// A path with its query: `/machines/5?site_id=7`.
    func translated(target: String) -> String {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        var scope = ""
        let path = parts[0].split(separator: "/", omittingEmptySubsequences: false).map { part -> String in
            let text = String(part)
            guard Int64(text) != nil || Identifier.isToken(text) else {
                scope = text
                return text
            }
            return translated(text, in: Int64(text) == nil ? Identifier.tokens : scope)
        }
        guard parts.count == 2 else { return path.joined(separator: "/") }
        let query = parts[1].split(separator: "&", omittingEmptySubsequences: false).map { item -> String in
            let pair = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard pair.count == 2 else { return String(item) }
            if Identifier.isToken(pair[1]) { return "\(pair[0])=\(translated(pair[1], in: Identifier.tokens))" }
            guard let scope = Identifier.scope(of: pair[0], subject: subject) else { return String(item) }
            return "\(pair[0])=\(translated(pair[1], in: scope))"
        }
        return path.joined(separator: "/") + "?" + query.joined(separator: "&")
    }

    /// A body in JSON; another one has its unique identifiers translated alone.
    func translated(body bytes: [UInt8]) -> [UInt8] {
        guard let json = ExactJSON(bytes) else {
            return references.renamed(in: Identifier.tokens).reduce(bytes) {
                $0.replacing(Array($1.recorded.utf8), with: Array($1.found.utf8))
            }
        }
        var edits = TextEdits()
        if json["params"]?["service"]?.text == "object", let call = json["params"]?["args"]?.elements, call.count > 5 {
            collect(call[1], "user_id", &edits)
            let arguments = call[5].elements ?? []
            collectTables(arguments, &edits)
            for (index, argument) in arguments.enumerated() {
                // What a method is called for stands first.
                let isSelf = index == 0 && (argument.isNumber || argument.elements?.allSatisfy(\.isNumber) == true)
                collect(argument, isSelf ? "ids" : "", &edits)
            }
            for options in call.dropFirst(6) { collect(options, "", &edits) }
        } else {
            collect(json, "", &edits)
        }
        return edits.applied(to: bytes)
    }

    private func collect(_ value: ExactJSON, _ name: String, _ edits: inout TextEdits) {
        switch value.content {
        case .null, .bool: break
        case .number(let number):
            guard let scope = Identifier.scope(of: name, subject: subject) else { break }
            let other = translated(number, in: scope)
            if other != number { edits.replace(value.range, with: other) }
        case .string(let text):
            guard Identifier.isToken(text) else { break }
            let other = translated(text, in: Identifier.tokens)
            if other != text { edits.replace(value.range, with: ExactText.quoted(other)) }
        case .object(let members):
            collectTables([value["fields"], value["data"]].compactMap(\.self), &edits)
            for member in members { collect(member.value, member.name, &edits) }
        case .array(let elements):
            if elements.count == 3, let field = elements[0].text, elements[1].text != nil {
                // A condition such as ["partner_id", "=", 5] is about its field.
                collect(elements[2], String(field.split(separator: ".").last ?? ""), &edits)
            } else if Identifier.scope(of: name, subject: subject) != nil, elements.allSatisfy(\.isLinkCommand) {
                for command in elements.compactMap(\.elements) {
                    if case .number(let kind) = command[0].content, ["1", "2", "3", "4"].contains(kind) {
                        collect(command[1], name, &edits)
                    }
                    for values in command.dropFirst(2) { collect(values, name, &edits) }
                }
            } else {
                collectTables(elements, &edits)
                for element in elements { collect(element, name, &edits) }
            }
        }
    }

    /// Translates columns that are called `.id` or `partner_id/.id`.
    ///
    /// There Odoo takes numbers of records as text. The names of columns stand in the list before the rows.
    private func collectTables(_ elements: [ExactJSON], _ edits: inout TextEdits) {
        for (names, rows) in zip(elements, elements.dropFirst()) {
            guard let names = names.elements, let rows = rows.elements else { continue }
            for (column, name) in names.enumerated() {
                guard let name = name.text, name == ".id" || name.hasSuffix("/.id") else { continue }
                let member = name == ".id" ? "id" : String(name.dropLast(4))
                let scope = Identifier.scope(of: member, subject: subject) ?? member
                for cell in rows.compactMap({ $0[column] }) {
                    guard let text = cell.text, Int64(text) != nil else { continue }
                    let other = translated(text, in: scope)
                    if other != text { edits.replace(cell.range, with: ExactText.quoted(other)) }
                }
            }
        }
    }

    private func translated(_ text: String, in scope: String) -> String {
        references.translated(text, in: scope) ?? text
    }
}

extension ExactJSON {
    /// Whether this is one of Odoo's commands for linked records, such as `[4, 5, 0]` or `[6, 0, [5, 7]]`: the first number is
    /// none of a record.
    fileprivate var isLinkCommand: Bool {
        guard let elements, (2...3).contains(elements.count), case .number(let kind) = elements[0].content,
            ["0", "1", "2", "3", "4", "5", "6"].contains(kind)
        else { return false }
        return elements[1].isNumber
    }
}
