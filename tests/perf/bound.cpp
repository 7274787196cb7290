// The yardstick: the least a program can do to show a GLB with OpenGL. One vertex buffer, one index buffer, one draw call, a
// Lambert shader, no culling, no levels, no anti-aliasing; an orbit of the camera on Mesa's surfaceless platform.
//   dorsum_bound FILE.glb WIDTH HEIGHT FRAMES [PICTURE.ppm]
#include <glad/gl.h>

#include <EGL/egl.h>
#include <EGL/eglext.h>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <glm/glm.hpp>
#include <glm/gtc/matrix_transform.hpp>
#include <glm/gtc/quaternion.hpp>
#include <nlohmann/json.hpp>
#include <sys/resource.h>
#include <time.h>
#include <vector>

namespace {

using nlohmann::json;

struct Vertex {
    glm::vec3 position, normal;
};

struct Scene {
    std::vector<Vertex> vertices;
    std::vector<std::uint32_t> indices;
    glm::vec3 low{1e30f}, high{-1e30f};
};

[[noreturn]] void die(const char* what) {
    std::fprintf(stderr, "bound: %s\n", what);
    std::exit(1);
}

double clock_s(clockid_t id) {
    timespec t{};
    clock_gettime(id, &t);
    return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

glm::mat4 matrix_of(const json& node) {
    if (node.contains("matrix")) {
        glm::mat4 m;
        for (int i = 0; i < 16; ++i) m[i / 4][i % 4] = node["matrix"][static_cast<std::size_t>(i)];
        return m;
    }
    glm::mat4 m(1);
    if (node.contains("translation")) m = glm::translate(m, {node["translation"][0], node["translation"][1], node["translation"][2]});
    if (node.contains("rotation")) {
        const auto& r = node["rotation"];
        m *= glm::mat4_cast(glm::quat(r[3].get<float>(), r[0].get<float>(), r[1].get<float>(), r[2].get<float>()));
    }
    if (node.contains("scale")) m = glm::scale(m, {node["scale"][0], node["scale"][1], node["scale"][2]});
    return m;
}

class GlbFile {
public:
    explicit GlbFile(const char* path) {
        std::ifstream in(path, std::ios::binary);
        bytes_.assign(std::istreambuf_iterator<char>(in), {});
        if (bytes_.size() < 28 || std::memcmp(bytes_.data(), "glTF", 4) != 0) die("not a GLB file");
        std::uint32_t length = 0;
        std::memcpy(&length, bytes_.data() + 12, 4);
        root_ = json::parse(bytes_.data() + 20, bytes_.data() + 20 + length);
        binary_ = bytes_.data() + 28 + length;
    }

    Scene scene() const {
        Scene scene;
        for (const json& node : root_["scenes"][0]["nodes"]) add(scene, node.get<std::size_t>(), glm::mat4(1));
        return scene;
    }

private:
    const char* data_of(const json& accessor) const {
        const json& view = root_["bufferViews"][accessor["bufferView"].get<std::size_t>()];
        return binary_ + view.value("byteOffset", std::size_t{0}) + accessor.value("byteOffset", std::size_t{0});
    }

    void add(Scene& scene, std::size_t index, const glm::mat4& parent) const {
        const json& node = root_["nodes"][index];
        const glm::mat4 matrix = parent * matrix_of(node);
        if (node.contains("mesh"))
            for (const json& part : root_["meshes"][node["mesh"].get<std::size_t>()]["primitives"]) add(scene, part, matrix);
        if (node.contains("children"))
            for (const json& child : node["children"]) add(scene, child.get<std::size_t>(), matrix);
    }

    void add(Scene& scene, const json& part, const glm::mat4& matrix) const {
        const json& accessors = root_["accessors"];
        const json& position = accessors[part["attributes"]["POSITION"].get<std::size_t>()];
        const json& normal = accessors[part["attributes"]["NORMAL"].get<std::size_t>()];
        const json& index = accessors[part["indices"].get<std::size_t>()];
        const auto base = static_cast<std::uint32_t>(scene.vertices.size());
        const char *p = data_of(position), *n = data_of(normal), *i = data_of(index);
        const glm::mat3 turn(matrix);
        for (std::size_t v = 0; v < position["count"].get<std::size_t>(); ++v) {
            Vertex vertex;
            std::memcpy(&vertex.position, p + v * 12, 12);
            std::memcpy(&vertex.normal, n + v * 12, 12);
            vertex.position = glm::vec3(matrix * glm::vec4(vertex.position, 1));
            vertex.normal = glm::normalize(turn * vertex.normal);
            scene.low = glm::min(scene.low, vertex.position);
            scene.high = glm::max(scene.high, vertex.position);
            scene.vertices.push_back(vertex);
        }
        const std::size_t size = index["componentType"] == 5125 ? 4 : 2;
        for (std::size_t k = 0; k < index["count"].get<std::size_t>(); ++k) {
            std::uint32_t value = 0;
            std::memcpy(&value, i + k * size, size);
            scene.indices.push_back(base + value);
        }
    }

    std::vector<char> bytes_;
    json root_;
    const char* binary_ = nullptr;
};

void open_context() {
    const auto display_of = reinterpret_cast<PFNEGLGETPLATFORMDISPLAYEXTPROC>(eglGetProcAddress("eglGetPlatformDisplayEXT"));
    const EGLDisplay display = display_of(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr);
    if (!eglInitialize(display, nullptr, nullptr)) die("EGL does not start");
    eglBindAPI(EGL_OPENGL_API);
    const EGLint wanted[] = {EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT, EGL_SURFACE_TYPE, EGL_PBUFFER_BIT, EGL_NONE};
    EGLConfig config = nullptr;
    EGLint count = 0;
    eglChooseConfig(display, wanted, &config, 1, &count);
    const EGLint attributes[] = {EGL_CONTEXT_MAJOR_VERSION, 3, EGL_CONTEXT_MINOR_VERSION, 3, EGL_CONTEXT_OPENGL_PROFILE_MASK,
                                 EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT, EGL_NONE};
    const EGLContext context = eglCreateContext(display, config, EGL_NO_CONTEXT, attributes);
    if (!eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, context)) die("no context");
    if (!gladLoadGL(reinterpret_cast<GLADloadfunc>(eglGetProcAddress))) die("no OpenGL");
}

constexpr const char* k_vertex = R"(#version 330 core
layout(location = 0) in vec3 position;
layout(location = 1) in vec3 normal;
uniform mat4 transform, view;
out vec3 n;
void main() { gl_Position = transform * vec4(position, 1.0); n = mat3(view) * normal; })";
constexpr const char* k_fragment = R"(#version 330 core
in vec3 n;
out vec4 colour;
void main() { colour = vec4(vec3(0.85, 0.80, 0.72) * (0.15 + 0.85 * abs(normalize(n).z)), 1.0); })";

unsigned make_program() {
    const unsigned program = glCreateProgram();
    for (const auto& [stage, text] : {std::pair{GL_VERTEX_SHADER, k_vertex}, std::pair{GL_FRAGMENT_SHADER, k_fragment}}) {
        const unsigned shader = glCreateShader(static_cast<GLenum>(stage));
        glShaderSource(shader, 1, &text, nullptr);
        glCompileShader(shader);
        glAttachShader(program, shader);
    }
    glLinkProgram(program);
    int ok = 0;
    glGetProgramiv(program, GL_LINK_STATUS, &ok);
    if (!ok) die("the shader does not link");
    return program;
}

void make_target(int width, int height) {
    unsigned framebuffer = 0, textures[2] = {};
    glGenFramebuffers(1, &framebuffer);
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
    glGenTextures(2, textures);
    for (const int i : {0, 1}) {
        glBindTexture(GL_TEXTURE_2D, textures[i]);
        glTexImage2D(GL_TEXTURE_2D, 0, i ? GL_DEPTH_COMPONENT24 : GL_RGBA8, width, height, 0, i ? GL_DEPTH_COMPONENT : GL_RGBA,
                     i ? GL_UNSIGNED_INT : GL_UNSIGNED_BYTE, nullptr);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
        glFramebufferTexture2D(GL_FRAMEBUFFER, i ? GL_DEPTH_ATTACHMENT : GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, textures[i], 0);
    }
}

void upload(const Scene& scene) {
    unsigned array = 0, buffers[2] = {};
    glGenVertexArrays(1, &array);
    glBindVertexArray(array);
    glGenBuffers(2, buffers);
    glBindBuffer(GL_ARRAY_BUFFER, buffers[0]);
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(scene.vertices.size() * sizeof(Vertex)), scene.vertices.data(), GL_STATIC_DRAW);
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, buffers[1]);
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, static_cast<GLsizeiptr>(scene.indices.size() * 4), scene.indices.data(), GL_STATIC_DRAW);
    for (const unsigned a : {0u, 1u}) {
        glEnableVertexAttribArray(a);
        glVertexAttribPointer(a, 3, GL_FLOAT, GL_FALSE, sizeof(Vertex), reinterpret_cast<const void*>(a * sizeof(glm::vec3)));
    }
}

void write_picture(const char* path, int width, int height) {
    std::vector<std::uint8_t> rgb(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE, rgb.data());
    std::ofstream out(path, std::ios::binary);
    out << "P6\n" << width << ' ' << height << "\n255\n";
    for (int y = height - 1; y >= 0; --y) out.write(reinterpret_cast<const char*>(rgb.data()) + static_cast<std::ptrdiff_t>(y) * width * 3, width * 3);
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 5) die("usage: dorsum_bound FILE.glb WIDTH HEIGHT FRAMES [PICTURE.ppm]");
    const int width = std::atoi(argv[2]), height = std::atoi(argv[3]), frames = std::max(1, std::atoi(argv[4]));
    open_context();
    const unsigned program = make_program();
    make_target(width, height);
    glm::vec3 centre, size;
    GLsizei count = 0;
    {
        const Scene scene = GlbFile(argv[1]).scene();
        upload(scene);
        centre = 0.5f * (scene.low + scene.high);
        size = scene.high - scene.low;
        count = static_cast<GLsizei>(scene.indices.size());
    }
    // The same framing as dorsum bench --plain: the sphere round everything fills the height of the picture.
    constexpr float fov = glm::radians(30.0f);
    const float radius = 0.5f * glm::length(size), distance = radius / std::sin(0.5f * fov);
    const glm::mat4 projection = glm::perspective(fov, static_cast<float>(width) / static_cast<float>(height), distance - radius, distance + radius);
    glViewport(0, 0, width, height);
    glClearColor(1, 1, 1, 1);
    glEnable(GL_DEPTH_TEST);
    glUseProgram(program);
    const int transform_at = glGetUniformLocation(program, "transform"), view_at = glGetUniformLocation(program, "view");
    const auto draw = [&](float yaw) {
        const glm::vec3 eye = centre + distance * glm::vec3(std::sin(yaw), 0, -std::cos(yaw));
        const glm::mat4 view = glm::lookAt(eye, centre, {0, 1, 0}), transform = projection * view;
        glUniformMatrix4fv(transform_at, 1, GL_FALSE, &transform[0][0]);
        glUniformMatrix4fv(view_at, 1, GL_FALSE, &view[0][0]);
        glClear(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT);
        glDrawElements(GL_TRIANGLES, count, GL_UNSIGNED_INT, nullptr);
        glFinish();
    };
    draw(0);
    const double first_s = clock_s(CLOCK_MONOTONIC);
    if (argc > 5) write_picture(argv[5], width, height);
    draw(0.1f);
    std::vector<double> times;
    const double cpu = clock_s(CLOCK_PROCESS_CPUTIME_ID);
    for (int i = 0; i < frames; ++i) {
        const double begin = clock_s(CLOCK_MONOTONIC);
        draw(6.2831853f * static_cast<float>(i + 1) / static_cast<float>(frames));
        times.push_back(1e3 * (clock_s(CLOCK_MONOTONIC) - begin));
    }
    const double cpu_ms = 1e3 * (clock_s(CLOCK_PROCESS_CPUTIME_ID) - cpu) / frames;
    std::sort(times.begin(), times.end());
    std::printf("{\"frame_ms_median\": %.3f, \"cpu_ms_per_frame\": %.3f, \"triangles\": %d, \"first_picture_at_s\": %.6f, \"renderer\": \"%s\"}\n",
                times[times.size() / 2], cpu_ms, count / 3, first_s, reinterpret_cast<const char*>(glGetString(GL_RENDERER)));
}
