#include "app/png.h"

#include "core/files.h"

#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#endif
#include <stb/stb_image_write.h>
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

namespace dorsum::app {

core::Status write_png(const std::filesystem::path& path, const render::Image& image) {
    std::vector<std::byte> bytes;
    const auto append = [](void* to, void* data, int size) {
        const auto* begin = static_cast<const std::byte*>(data);
        static_cast<std::vector<std::byte>*>(to)->insert(static_cast<std::vector<std::byte>*>(to)->end(), begin, begin + size);
    };
    if (!stbi_write_png_to_func(append, &bytes, image.width, image.height, 4, image.rgba.data(), image.width * 4))
        return core::Error{core::ErrorCode::unwritable, "the picture could not be encoded", path.string(), "try a smaller size"};
    return core::write_file_atomically(path, bytes);
}

} // namespace dorsum::app
