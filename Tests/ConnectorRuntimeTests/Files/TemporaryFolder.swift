import Foundation

/// A folder that goes with the test.
final class TemporaryFolder: Sendable {
    let path: String

    /// Makes the folder, if another process has not made it.
    init(at path: String = NSTemporaryDirectory() + "purlin-" + UUID().uuidString) throws {
        self.path = path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
