import CCurl
import ConnectorKit
import Foundation

/// A private key that libssh2 finds under a path, though it is on no disk.
final class KeyInMemory: Sendable {
    /// `MFD_CLOEXEC`.
    private static let closedInOtherPrograms: UInt32 = 1

    private let descriptor: CInt

    /// Puts the key into memory that only this process reads.
    init(_ key: Secret) throws(CurlTransport.SetupError) {
        descriptor = unsafe memfd_create("key", Self.closedInOtherPrograms)
        var bytes = key.withValue { Array($0.utf8) }
        if bytes.last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
        let written = descriptor < 0 ? -1 : unsafe Foundation.write(descriptor, bytes, bytes.count)
        guard written == bytes.count else {
            throw CurlTransport.SetupError(setting: "privateKey", detail: "no memory could be had for it")
        }
    }

    deinit { close(descriptor) }

    var path: String { "/proc/self/fd/\(descriptor)" }
}
