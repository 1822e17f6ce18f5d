/// Why a file, or a stream of bytes, cannot be read or written.
///
/// Plain values: no text for people is made here. All offsets are in bytes from
/// the start of what was handed in, counted from 0.
public enum TabularError: Error, Equatable, Sendable {
  /// The compressed bytes are not what gzip (RFC 1952) allows.
  case damaged(GzipDamage)
  /// The compressed bytes end before their last member does.
  case cutShort
  /// A NUL byte: binary data, or UTF-16. `offset` is where the first one stands.
  case nulByte(offset: Int)
  /// Neither UTF-8 nor Windows-1252. `offset` is the first byte that
  /// Windows-1252 gives no meaning.
  case notText(offset: Int)
  /// Not UTF-8 where only UTF-8 is allowed. `offset` is the first byte of the
  /// ill-formed sequence.
  case notUTF8(offset: Int)
  /// More than `limit` bytes came out: a compressed bomb, or a file beyond what was agreed.
  case tooLarge(limit: Int)
  /// The system refused memory.
  case outOfMemory
  /// A system call failed: `errno` as it was set, and what was tried.
  case io(errno: Int32, operation: IOOperation)
}

/// What is wrong with compressed bytes.
public enum GzipDamage: Equatable, Sendable {
  /// A member does not begin as RFC 1952 says, or uses another method than deflate.
  case header
  /// The deflated bytes cannot be decoded.
  case data
  /// The decoded bytes have another checksum or length than the member's trailer says.
  case checksum
  /// Something that is neither a member nor zero padding follows the last member.
  case trailingBytes
}

/// The system calls that `TabularError.io` tells apart.
public enum IOOperation: Equatable, Sendable {
  /// Opening a file or folder.
  case open
  /// Asking for its size or kind.
  case status
  /// Reading from it.
  case read
  /// Mapping it into memory.
  case map
  /// Making a file or folder.
  case create
  /// Writing to it.
  case write
  /// Waiting until it is on the disk.
  case sync
  /// Putting it in its final place.
  case rename
  /// Closing it.
  case close
}
