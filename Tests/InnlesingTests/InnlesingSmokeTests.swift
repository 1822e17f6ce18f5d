import Testing

@testable import Innlesing
