import CCurl
import Dispatch
import Foundation
import Synchronization

/// libcurl as a whole: initialised once in a process, and recent enough.
enum Library {
    /// The version that lets a resolver's thread finish alone (CURLOPT_QUICK_EXIT, 7.87.0).
    private static let oldestVersion: UInt32 = 0x07_57_00

    private static let initialization = {
        let code = curl_global_init(Int(CURL_GLOBAL_SSL) | Int(CURL_GLOBAL_WIN32))
        // What is registered last runs first: loops end before OpenSSL, whose own handler frees what their connections use.
        atexit { RunningLoops.endAll() }
        return code
    }()

    static func prepare() throws(CurlTransport.SetupError) {
        guard initialization == CURLE_OK else {
            let detail = unsafe "cannot be initialised: \(String(cString: curl_easy_strerror(initialization)))"
            throw CurlTransport.SetupError(setting: "libcurl", detail: detail)
        }
        guard let version = unsafe curl_version_info(CURLVERSION_FIRST),
            unsafe version.pointee.version_num >= oldestVersion
        else {
            throw CurlTransport.SetupError(setting: "libcurl", detail: "is older than 7.87.0; install a newer one")
        }
    }
}

/// The loops whose threads are at work, so that a process which ends does not pull libcurl from under them.
enum RunningLoops {
    private static let loops = Mutex<[ObjectIdentifier: TransferLoop]>([:])
    private static let threads = DispatchGroup()

    static func began(_ loop: TransferLoop) {
        threads.enter()
        loops.withLock { $0[ObjectIdentifier(loop)] = loop }
    }

    static func ended(_ loop: TransferLoop) {
        _ = loops.withLock { $0.removeValue(forKey: ObjectIdentifier(loop)) }
        threads.leave()
    }

    /// Ends all loops, and waits for their threads no longer than a person would.
    fileprivate static func endAll() {
        for loop in loops.withLock({ Array($0.values) }) { loop.stop() }
        _ = threads.wait(timeout: .now() + .seconds(2))
    }
}
