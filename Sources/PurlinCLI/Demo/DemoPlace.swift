import Foundation

/// Where the demonstration keeps its files, and where the executables are.
struct DemoPlace {
    let folder: URL
    let binaries: URL
    let log: FileHandle

    /// Makes the folder, empty.
    init(folder: URL) throws {
        self.folder = folder
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let executable = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        binaries = URL(fileURLWithPath: executable).deletingLastPathComponent()
        let logFile = folder.appendingPathComponent("demo.log")
        try Data().write(to: logFile)
        log = try FileHandle(forWritingTo: logFile)
    }

    var configuration: URL { folder.appendingPathComponent("purlin.yaml") }

    func executable(_ name: String) -> URL { binaries.appendingPathComponent(name) }
}
