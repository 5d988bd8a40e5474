import Foundation
import Synchronization

/// Writes lines to a descriptor, each whole, and closes it at last.
package protocol LineWriter: Sendable {
    /// Writes bytes behind those of earlier calls; whoever reads learns of a closed other side by its end.
    func write(_ bytes: [UInt8])
}

/// Writes at once and holds the thread: what was written is on its way when the process ends.
package final class DescriptorWriter: LineWriter {
    private let descriptor: Mutex<Int32>

    /// Writes to a descriptor, which stays the caller's.
    package init(_ descriptor: Int32) { self.descriptor = Mutex(descriptor) }

    /// Writes bytes.
    package func write(_ bytes: [UInt8]) {
        descriptor.withLock { descriptor in
            unsafe Descriptor.write(bytes) { unsafe Foundation.write(descriptor, $0.baseAddress, $0.count) }
        }
    }
}

/// Writes to a socket on a thread of its own, so that another side that reads nothing holds nobody up.
package final class SocketWriter: LineWriter {
    private let descriptor: Int32
    private let queue = DispatchQueue(label: "purlin.host.writer")

    /// Writes to a socket, and closes it when nothing is left to be written.
    package init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// Writes bytes, in time.
    package func write(_ bytes: [UInt8]) {
        queue.async { [self] in
            unsafe Descriptor.write(bytes) {
                unsafe Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
        }
    }

    /// Ends what is being written, and drops what is left.
    package func end() { shutdown(descriptor, Int32(SHUT_RDWR)) }
}

private enum Descriptor {
    static func write(_ bytes: [UInt8], _ write: (UnsafeRawBufferPointer) -> Int) {
        unsafe bytes.withUnsafeBytes { buffer in
            var sent = 0
            while sent < buffer.count {
                let count = unsafe write(UnsafeRawBufferPointer(rebasing: buffer[sent...]))
                if count > 0 {
                    sent += count
                } else if count == 0 || errno != EINTR {
                    return
                }
            }
        }
    }
}
