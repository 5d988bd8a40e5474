import Glibc

/// Runs `body` with the rights of an ordinary user towards the file system: the superuser may write everything.
///
/// Only this thread is concerned, so `body` must not suspend.
func asOrdinaryUser<Value>(_ body: () throws -> Value) throws -> Value {
    // Declared in a header that is not part of the module.
    typealias SetFileSystemUser = @convention(c) (uid_t) -> CInt
    guard let symbol = dlsym(dlopen(nil, RTLD_NOW), "setfsuid") else { throw MissingFunction() }
    let setFileSystemUser = unsafeBitCast(symbol, to: SetFileSystemUser.self)
    let nobody: uid_t = 65_534
    let previous = uid_t(bitPattern: setFileSystemUser(nobody))
    defer { _ = setFileSystemUser(previous) }
    return try body()
}

private struct MissingFunction: Error {}
