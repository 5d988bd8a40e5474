import Foundation

/// The sources of this package, found from this file's own place.
enum SourceTree {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// All Swift files below a folder of the package, but for what a package of its own there has built.
    static func swiftFiles(in folder: String) throws -> [URL] {
        let start = root.appendingPathComponent(folder)
        return try FileManager.default.subpathsOfDirectory(atPath: start.path)
            .filter { $0.hasSuffix(".swift") && !$0.contains(".build/") }
            .map { start.appendingPathComponent($0) }
    }

    /// The folders directly below a folder of the package.
    static func folders(in folder: String) throws -> [String] {
        let start = root.appendingPathComponent(folder)
        return try FileManager.default.contentsOfDirectory(at: start, includingPropertiesForKeys: [.isDirectoryKey])
            .filter { try $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true }
            .map(\.lastPathComponent)
            .sorted()
    }

    static func text(of file: URL) -> String {
        (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    }

    /// The modules that a file imports, whatever access level or attribute stands before.
    static func imports(of file: URL) -> [String] {
        text(of: file).split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            guard let position = words.firstIndex(of: "import"), words.count > position + 1,
                words[..<position].allSatisfy({ $0.hasPrefix("@") || ["public", "package", "internal"].contains($0) })
            else { return nil }
            let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
            let name = kinds.contains(words[position + 1]) ? words.dropFirst(position + 2).first : words[position + 1]
            return name.map { String($0.prefix { $0 != "." }) }
        }
    }
}
