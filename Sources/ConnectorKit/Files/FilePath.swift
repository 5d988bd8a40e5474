/// The rules for names and paths of files, the same for every place that files lie in.
public enum FilePath: Sendable {
    /// How many bytes a name may have, as in all common file systems.
    public static let longestName = 255

    /// The parts of a path, checked.
    ///
    /// - Parameters:
    ///   - path: A path relative to a root, with `/` between parts; empty for the root itself.
    ///   - place: Where, for the error.
    /// - Returns: Its parts.
    /// - Throws: ``FileTransportError`` with reason `notPermitted` if a part is empty, `.` or `..`, too long, or holds a
    ///   control character, so that it could leave the root or be taken for something else than a name.
    public static func parts(of path: String, at place: String) throws(FileTransportError) -> [String] {
        guard !path.isEmpty else { return [] }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        for part in parts {
            if let flaw = flaw(in: part) {
                throw FileTransportError(.notPermitted, place: "\(place): \(shown(path))", detail: flaw)
            }
        }
        return parts
    }

    /// Why a name cannot be that of a file here; `nil` if it can.
    ///
    /// - Parameter name: A name without any folder.
    /// - Returns: What is wrong, and what to do.
    public static func flaw(in name: String) -> String? {
        if name.isEmpty || name == "." || name == ".." { return "is no name of a file; give it another name" }
        if name.utf8.contains(UInt8(ascii: "/")) { return "a name holds no '/'; give it another name" }
        if name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            return "the name holds control characters; give it another name"
        }
        // What is no UTF-8 was shown with this in its place, and cannot be asked for.
        if name.unicodeScalars.contains("\u{FFFD}") { return "the name is no UTF-8; give it another name" }
        if name.utf8.count > longestName { return "the name is longer than \(longestName) bytes; shorten it" }
        return nil
    }

    /// A name as it may stand in a text for people: control characters are escaped, and it is not endless.
    public static func shown(_ name: String) -> String {
        var text = ""
        for scalar in name.unicodeScalars.prefix(300) {
            if scalar.properties.generalCategory == .control {
                text += "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    /// A path below a folder; the folder may be the root.
    public static func join(_ folder: String, _ name: String) -> String { folder.isEmpty ? name : "\(folder)/\(name)" }
}
