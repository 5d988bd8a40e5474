import Foundation
import JSON
import ScenarioKit

/// The executable that tries a connector, found by what a person calls it and built if its source is there.
struct ConformanceKit {
    /// Why there is none.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// What the names of such executables end in.
    private static let suffix = "-conformance"
    /// The one with the connectors that come with Purlin, which stands beside this program.
    private static let shipped = "purlin-conformance"

    let executable: URL
    /// What chooses the connector.
    let arguments: [String]

    /// Finds the executable.
    ///
    /// - Parameters:
    ///   - connector: A folder with a package, or an executable, by a path with a `/` or a dot at its beginning; otherwise
    ///     the name of a connector that comes with Purlin, whatever lies in this folder; `nil` for all of these.
    ///   - tell: Is told what is built.
    /// - Throws: ``Failure`` if there is none, or it cannot be built.
    init(of connector: String?, tell: @Sendable (String) -> Void) async throws(Failure) {
        let files = FileManager.default
        if let connector, connector.contains("/") || connector.hasPrefix(".") {
            let place = URL(fileURLWithPath: connector).resolvingSymlinksInPath()
            let kind = (try? files.attributesOfItem(atPath: place.path))?[.type] as? FileAttributeType
            if kind == .typeDirectory, files.fileExists(atPath: place.appendingPathComponent("Package.swift").path) {
                executable = try await Self.build(place, tell)
                arguments = []
                return
            }
            if kind == .typeRegular, files.isExecutableFile(atPath: place.path) {
                executable = place
                arguments = []
                return
            }
            throw Failure(description: "\(connector) is neither a folder with a Package.swift nor an executable")
        }
        executable = try Self.besideThisProgram()
        arguments = connector.map { ["--subject", $0] } ?? []
    }

    /// Goes on as the executable, with this process's input and output; what it ends with is what this process ends with.
    ///
    /// - Parameter options: What is added to ``arguments``.
    /// - Returns: Why it cannot be started, if it cannot.
    func become(with options: [String]) -> String {
        // What is copied here lies in a process that is no more, or one that says why not and ends.
        let words = unsafe ([executable.path] + options).map { unsafe strdup($0) } + [nil]
        unsafe words.withUnsafeBufferPointer { words in
            if let first = words.baseAddress { _ = unsafe execv(executable.path, first) }
        }
        return "\(executable.path) cannot be started: \(unsafe String(cString: strerror(errno)))"
    }

    private static func besideThisProgram() throws(Failure) -> URL {
        let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let folder = URL(fileURLWithPath: program ?? CommandLine.arguments[0]).deletingLastPathComponent()
        let executable = folder.appendingPathComponent(shipped)
        guard FileManager.default.isExecutableFile(atPath: executable.path) else {
            throw Failure(
                description: "there is no \(executable.path): build it with 'swift build --product \(shipped)'"
            )
        }
        return executable
    }

    /// Builds a package's executable for the list, and those with the same beginning of their names that it starts.
    private static func build(_ package: URL, _ tell: @Sendable (String) -> Void) async throws(Failure) -> URL {
        let products = try await executables(of: package)
        let kits = products.filter { $0.hasSuffix(suffix) }
        guard let kit = kits.first, kits.count == 1 else {
            let found =
                kits.isEmpty ? "no executable product" : "the executable products \(kits.joined(separator: ", "))"
            throw Failure(description: "\(package.path) has \(found): one must have a name that ends in \(suffix)")
        }
        let prefix = kit.dropLast(suffix.count) + "-"
        for product in [kit] + products.filter({ $0.hasPrefix(prefix) && $0 != kit }).sorted() {
            tell("building \(product)")
            _ = try await swift("build", package, ["--product", product, "--quiet"])
        }
        let folder = try await swift("build", package, ["--show-bin-path"]).last ?? ""
        return URL(fileURLWithPath: folder).appendingPathComponent(kit)
    }

    private static func executables(of package: URL) async throws(Failure) -> [String] {
        let text = try await swift("package", package, ["describe", "--type", "json"]).joined(separator: "\n")
        guard let start = text.firstIndex(of: "{"), let description = try? JSON(parsing: String(text[start...])) else {
            throw Failure(description: "swift package describe says nothing of \(package.path) that can be read")
        }
        return (description["products"]?.arrayValue ?? [])
            .filter { $0["type"]?["executable"] != nil }
            .compactMap { $0["name"]?.stringValue }
    }

    /// Runs Swift's package manager, whose complaints go where those of this program go.
    private static func swift(
        _ command: String,
        _ package: URL,
        _ arguments: [String]
    ) async throws(Failure) -> [String] {
        do throws(ChildProcess.Failure) {
            let child = try ChildProcess(
                URL(fileURLWithPath: "/usr/bin/env"),
                ["swift", command, "--package-path", package.path] + arguments,
                errors: FileHandle.standardError
            )
            let outcome = await child.finish()
            guard outcome.status == 0 else {
                let last = outcome.lines.suffix(20).joined(separator: "\n")
                throw ChildProcess.Failure(
                    description: "swift \(command) \(arguments.joined(separator: " ")) in \(package.path) ended with "
                        + "\(outcome.status)\(last.isEmpty ? "" : ":\n\(last)")"
                )
            }
            return outcome.lines
        } catch {
            throw Failure(description: error.description)
        }
    }
}
