using System.Runtime.InteropServices;

namespace PyLite.Modules;

/// <summary>Sockets and names of hosts.</summary>
internal static partial class Libc
{
    [DllImport(C, SetLastError = true)] public static extern int socket(int family, int type, int protocol);
    [DllImport(C, SetLastError = true)] public static extern int socketpair(int family, int type, int protocol, int[] pair);
    [DllImport(C, SetLastError = true)] public static extern int bind(int fd, byte[] address, int length);
    [DllImport(C, SetLastError = true)] public static extern int connect(int fd, byte[] address, int length);
    [DllImport(C, SetLastError = true)] public static extern int listen(int fd, int backlog);
    [DllImport(C, SetLastError = true)] public static extern int accept4(int fd, byte[] address, ref int length, int flags);
    [DllImport(C, SetLastError = true)] public static extern int shutdown(int fd, int how);
    [DllImport(C, SetLastError = true)] public static extern int getsockname(int fd, byte[] address, ref int length);
    [DllImport(C, SetLastError = true)] public static extern int getpeername(int fd, byte[] address, ref int length);
    [DllImport(C, SetLastError = true)] public static extern int getsockopt(int fd, int level, int option, byte[] value, ref int length);
    [DllImport(C, SetLastError = true)] public static extern int setsockopt(int fd, int level, int option, byte[]? value, int length);
    [DllImport(C, SetLastError = true)] public static extern nint recv(int fd, ref byte buffer, nint count, int flags);
    [DllImport(C, SetLastError = true)] public static extern nint recvfrom(int fd, ref byte buffer, nint count, int flags, byte[] address, ref int length);
    [DllImport(C, SetLastError = true)] public static extern nint send(int fd, ref byte buffer, nint count, int flags);
    [DllImport(C, SetLastError = true)] public static extern nint sendto(int fd, ref byte buffer, nint count, int flags, byte[] address, int length);
    [DllImport(C, SetLastError = true)] public static extern nint sendmsg(int fd, nint[] header, int flags);
    [DllImport(C, SetLastError = true)] public static extern nint recvmsg(int fd, nint[] header, int flags);
    [DllImport(C, SetLastError = true)] public static extern int gethostname(byte[] name, nint size);
    [DllImport(C, SetLastError = true)] public static extern int sethostname(byte[] name, nint size);
    [DllImport(C)] public static extern int getaddrinfo(byte[]? host, byte[]? service, byte[] hints, out nint found);
    [DllImport(C)] public static extern void freeaddrinfo(nint found);
    [DllImport(C)] public static extern nint gai_strerror(int number);
    [DllImport(C)] public static extern int getnameinfo(byte[] address, int length, byte[] host, int hostSize, byte[] service, int serviceSize, int flags);
    [DllImport(C)] public static extern nint gethostbyname(byte[] name);
    [DllImport(C)] public static extern nint gethostbyaddr(byte[] address, int length, int family);
    [DllImport(C)] public static extern nint getservbyname(byte[] name, byte[]? protocol);
    [DllImport(C)] public static extern nint getservbyport(int port, byte[]? protocol);
    [DllImport(C)] public static extern nint getprotobyname(byte[] name);
    [DllImport(C, SetLastError = true)] public static extern int inet_pton(int family, byte[] text, byte[] address);
    [DllImport(C, SetLastError = true)] public static extern nint inet_ntop(int family, byte[] address, byte[] text, int size);
    [DllImport(C)] public static extern int inet_aton(byte[] text, byte[] address);
    [DllImport(C, SetLastError = true)] public static extern uint if_nametoindex(byte[] name);
    [DllImport(C, SetLastError = true)] public static extern nint if_indextoname(uint index, byte[] name);
    [DllImport(C, SetLastError = true)] public static extern nint if_nameindex();
    [DllImport(C)] public static extern void if_freenameindex(nint list);
}
