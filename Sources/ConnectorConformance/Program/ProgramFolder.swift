import Foundation

/// Where a package's executables stand: beside the program that runs, be it one of them or the package's tests.
enum ProgramFolder: Sendable {
    /// The folder of the program that runs.
    static let present: URL = {
        let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return URL(fileURLWithPath: program ?? CommandLine.arguments.first ?? "").deletingLastPathComponent()
    }()
}
