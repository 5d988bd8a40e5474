import CanonicalModel
import ConnectorKit
internal import Foundation

/// An open file or folder, closed when it goes.
struct Descriptor: ~Copyable, Sendable {
    let raw: CInt

    deinit { close(raw) }

    /// Opens `path`, relative to `folder` if there is one.
    init(
        _ path: String,
        in folder: CInt = AT_FDCWD,
        _ flags: CInt,
        mode: mode_t = 0o600
    ) throws(SystemFault) {
        raw = try SystemFault.checked { unsafe openat(folder, path, flags | O_CLOEXEC, mode) }
    }

    func information() throws(SystemFault) -> stat {
        var found = stat()
        try SystemFault.checked { unsafe fstat(raw, &found) }
        return found
    }

    /// The next bytes, at most `count`; none at the end.
    func read(atMost count: Int) throws(SystemFault) -> [UInt8] {
        var fault: SystemFault?
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while true {
                let got = unsafe Foundation.read(raw, buffer.baseAddress, count)
                if got < 0, errno == EINTR { continue }
                if got < 0 { fault = SystemFault() }
                filled = max(got, 0)
                return
            }
        }
        if let fault { throw fault }
        return bytes
    }

    func write(_ bytes: some Collection<UInt8>) throws(SystemFault) {
        var rest = Array(bytes)[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Foundation.write(raw, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw SystemFault() }
            rest = rest.dropFirst(count)
        }
    }

    func sync() throws(SystemFault) { try SystemFault.checked { fsync(raw) } }
}

/// What the operating system said of a call that failed.
struct SystemFault: Error {
    let code: CInt

    /// Takes the fault of the last call.
    init() { code = errno }

    init(code: CInt) { self.code = code }

    var text: String { unsafe String(cString: strerror(code)) }

    /// The reason that a caller can act on.
    var reason: FileTransportError.Reason {
        switch code {
        case ENOENT: .missing
        case EEXIST, ENOTEMPTY: .exists
        // A link where none may be, a file where a folder must be, or the other way round.
        case ELOOP, ENOTDIR, EISDIR, EACCES, EPERM, ENXIO, ENAMETOOLONG: .notPermitted
        case ENOSPC, EDQUOT, EFBIG: .full
        default: .unavailable
        }
    }

    func error(at place: String) -> FileTransportError {
        let advice =
            switch reason {
            case .full: "; make room"
            case .notPermitted where code == ELOOP: "; links are not followed, put the file itself there"
            case .notPermitted: "; give the user of this process the right, and put plain files there"
            default: ""
            }
        return FileTransportError(reason, place: place, detail: text + advice)
    }

    /// The result of a call that answers failures with a number below zero.
    @discardableResult
    static func checked(_ call: () -> CInt) throws(SystemFault) -> CInt {
        while true {
            let result = call()
            if result >= 0 { return result }
            guard errno == EINTR else { throw SystemFault() }
        }
    }
}

extension Instant {
    init(_ time: timespec) {
        self.init(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
    }
}

extension stat {
    var kind: FileEntry.Kind {
        switch st_mode & S_IFMT {
        case S_IFREG: .file
        case S_IFDIR: .folder
        default: .other
        }
    }
}

/// Does what may hang, such as a folder of another machine, on a thread of its own, so that it keeps no task from going on.
func aside<Value: Sendable>(
    _ work: @escaping @Sendable () throws(FileTransportError) -> Value
) async throws(FileTransportError) -> Value {
    let result: Result<Value, FileTransportError> = await withCheckedContinuation { continuation in
        Thread.detachNewThread { continuation.resume(returning: Result(catching: work)) }
    }
    return try result.get()
}
