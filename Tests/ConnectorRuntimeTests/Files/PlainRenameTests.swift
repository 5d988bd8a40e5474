import CSystemCalls
import ConnectorKit
import ConnectorRuntime
import ConnectorTesting
import Foundation
import Testing

#if os(Linux)
    /// Folders of file systems that cannot rename exclusively, such as NFS; each in a process of its own.
    struct PlainRenameTests {
        @Test func everyPromiseIsKept() async throws {
            await #expect(processExitsWith: .success) {
                #expect(calls_refuse_exclusive_rename())
                for promise in FileTransportContract.promises {
                    let folder = try TemporaryFolder()
                    try await promise.check(LocalFolder(path: folder.path))
                }
            }
        }

        /// A name is neither added nor removed by itself, so that no file has two names or none wherever the process ends.
        @Test(arguments: [NameCallLink, NameCallUnlink].map(\.rawValue)) func aFileIsRenamedInOneStep(
            _ call: UInt32
        ) async throws {
            let folder = try TemporaryFolder()
            await #expect(processExitsWith: .success) { [path = folder.path as String, call = call as UInt32] in
                try await Self.rename(in: path, endingAt: NameCall(call))
            }
            #expect(try await LocalFolder(path: folder.path).list("").map(\.name) == ["b"])
        }

        @Test func aFileThatIsNotYetRenamedKeepsItsName() async throws {
            let folder = try TemporaryFolder()
            await #expect(processExitsWith: .signal(SIGSYS)) { [path = folder.path as String] in
                try await Self.rename(in: path, endingAt: NameCallRename)
            }
            #expect(try await LocalFolder(path: folder.path).list("").map(\.name) == ["a"])
        }

        private static func rename(in path: String, endingAt call: NameCall) async throws {
            let place = LocalFolder(path: path)
            try await place.write([1], to: "a")
            guard calls_refuse_exclusive_rename(), calls_end_process_at(call) else { exit(2) }
            try await place.rename("a", to: "b")
        }
    }
#endif
