import Foundation
import PurlinCLI
import Testing

/// `purlin conformance` finds, builds and starts the executable that tries a connector.
struct ConformanceCommandTests {
    /// A folder with programs that are scripts.
    private struct Bench {
        let folder: URL

        init() throws {
            folder = FileManager.default.temporaryDirectory.appendingPathComponent("conformance-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        }

        /// Writes a script of the shell and says where it is.
        ///
        /// A process of its own writes it: what this one has open for writing, a test beside this one may hand on to a child,
        /// and nobody can start it meanwhile.
        @discardableResult
        func script(_ name: String, _ text: String) throws -> String {
            let file = folder.appendingPathComponent(name)
            let writer = Process()
            writer.executableURL = URL(fileURLWithPath: "/bin/sh")
            writer.arguments = [
                "-c", #"printf '#!/bin/sh\n%s\n' "$1" > "$2" && chmod 755 "$2""#, "sh", text, file.path,
            ]
            try writer.run()
            writer.waitUntilExit()
            return file.path
        }

        /// Makes the folder a package, with a package manager that knows these executables.
        func package(_ products: [String]) throws {
            try "".write(to: folder.appendingPathComponent("Package.swift"), atomically: true, encoding: .utf8)
            let list = products.map { #"{"name": "\#($0)", "type": {"executable": null}}"# }
            let library = #"{"name": "Acme", "type": {"library": ["automatic"]}}"#
            try script(
                "swift",
                """
                echo "$@" >> \(folder.path)/calls
                case "$*" in
                  package*describe*) echo '{"products": [\((list + [library]).joined(separator: ", "))]}' ;;
                  *--show-bin-path) echo \(folder.path) ;;
                esac
                """
            )
        }

        var calls: [String] {
            let text = (try? String(contentsOf: folder.appendingPathComponent("calls"), encoding: .utf8)) ?? ""
            return text.split(separator: "\n").map { String($0).replacing(" --package-path \(folder.path)", with: "") }
        }
    }

    private static func run(
        _ arguments: [String],
        path: String = "",
        _ expected: ExitTest.Condition
    ) async -> (output: String, errors: String) {
        let result = await #expect(
            processExitsWith: expected,
            observing: [\.standardOutputContent, \.standardErrorContent]
        ) { [arguments = arguments as [String], path = path as String] in
            if !path.isEmpty { setenv("PATH", "\(path):/usr/bin:/bin", 1) }
            await FileSite.purlin(arguments)
        }
        return (
            result.map { String(decoding: $0.standardOutputContent, as: UTF8.self) } ?? "",
            result.map { String(decoding: $0.standardErrorContent, as: UTF8.self) } ?? ""
        )
    }

    @Test func anExecutableIsStartedWithTheOptionsAndItsEndIsTheCommands() async throws {
        let program = try Bench().script("tries", "echo tried with $@; exit 1")
        let told = await Self.run(
            [
                "conformance", program, "--only", "R03", "--only", "W01", "--host", "process", "--parallel", "3",
                "--json",
            ],
            .exitCode(1)
        )
        #expect(told.output.contains("tried with --only R03 --only W01 --host process --parallel 3 --json\n"))
    }

    @Test func aPackageIsBuiltWithWhatItsListStarts() async throws {
        let bench = try Bench()
        try bench.package(["acme-host", "acme-conformance", "acme-simulator", "other-tool"])
        try bench.script("acme-conformance", "echo tried with $@")

        let told = await Self.run(["conformance", bench.folder.path, "--list"], path: bench.folder.path, .success)

        #expect(told.output.contains("tried with --list\n"))
        #expect(told.errors.contains("building acme-conformance\nbuilding acme-host\nbuilding acme-simulator\n"))
        #expect(
            bench.calls == [
                "package describe --type json", "build --product acme-conformance --quiet",
                "build --product acme-host --quiet", "build --product acme-simulator --quiet", "build --show-bin-path",
            ]
        )
    }

    @Test(arguments: [
        ([], "has no executable product: one must have a name that ends in -conformance"),
        (["a-conformance", "b-conformance"], "has the executable products a-conformance, b-conformance: one must"),
    ])
    func aPackageWithoutOneListIsRefused(products: [String], words: String) async throws {
        let bench = try Bench()
        try bench.package(products)
        let told = await Self.run(["conformance", bench.folder.path], path: bench.folder.path, .exitCode(69))
        #expect(told.errors.contains(words), "\(told.errors)")
    }

    @Test func aPackageThatCannotBeBuiltIsSaidSo() async throws {
        let bench = try Bench()
        try bench.package(["acme-conformance"])
        try bench.script("swift", "echo 'no such module'; exit 3")
        let told = await Self.run(["conformance", bench.folder.path], path: bench.folder.path, .exitCode(69))
        #expect(told.errors.contains("ended with 3:\nno such module"), "\(told.errors)")
    }

    @Test(arguments: ["no/such/place", ".nowhere"])
    func whatIsNotThereIsSaidWithWhatToDo(place: String) async throws {
        let told = await Self.run(["conformance", place], .exitCode(69))
        #expect(told.errors.contains("neither a folder with a Package.swift nor an executable"), "\(told.errors)")
    }
}
