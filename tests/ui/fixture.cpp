#include "fixture.h"

#include "anatomy/search.h"

#include <imgui.h>

namespace dorsum::ui {

namespace {

using anatomy::Layer;
using anatomy::Side;
using anatomy::System;
using anatomy::Tissue;

void add(anatomy::Atlas& atlas, const std::string& id, const std::string& name, System system, Layer layer, Tissue tissue, Side side) {
    anatomy::Structure structure;
    auto& terms = structure.terms;
    terms.id = id, terms.name_en = name, terms.name_la = "Latin " + name;
    terms.system = system, terms.layer = layer, terms.tissue = tissue, terms.side = side;
    terms.origin = "Somewhere above", terms.insertion = "Somewhere below", terms.nerve = "A nerve", terms.action = "Moves";
    structure.bounds.add({-50, 900, -50});
    structure.bounds.add({50, 1400, 50});
    atlas.by_id[id] = anatomy::StructureIndex(atlas.structures.size());
    atlas.structures.push_back(structure);
    atlas.bounds.add(structure.bounds);
}

void add_both(anatomy::Atlas& atlas, const std::string& id, const std::string& name, System system, Layer layer, Tissue tissue) {
    add(atlas, id + ".left", name, system, layer, tissue, Side::left);
    add(atlas, id + ".right", name, system, layer, tissue, Side::right);
}

anatomy::Atlas make_atlas() {
    anatomy::Atlas atlas;
    atlas.name = "a few structures";
    for (std::size_t i = 0; i < static_cast<std::size_t>(anatomy::k_level_count); ++i) {
        const anatomy::Level level(i);
        atlas.spine.frames[i].centre_mm = {0, 1500.0f - 24.0f * static_cast<float>(i), 0};
        atlas.spine.known[i] = true;
        if (level != anatomy::level_s1())
            add(atlas, anatomy::vertebra_id(level), "Vertebra " + anatomy::level_name(level), System::skeletal, Layer::bone, Tissue::bone, Side::none);
    }
    for (const char* muscle : {"trapezius_descending", "latissimus_dorsi", "rhomboid_major", "levator_scapulae", "infraspinatus", "piriformis", "gluteus_maximus"})
        add_both(atlas, std::string("muscle.") + muscle, std::string("The muscle ") + muscle, System::muscular, Layer::superficial, Tissue::muscle);
    add_both(atlas, "nerve.sciatic", "Sciatic nerve", System::nervous, Layer::nerve, Tissue::nerve);
    return atlas;
}

} // namespace

PanelsTest::PanelsTest()
    : atlas(make_atlas()), catalog(content::load_catalog(DORSUM_SOURCE_DIR "/assets", diagnostics)), context{atlas, catalog, "4711"},
      state(session::initial_state(context, "clinic")) {
    ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    ImGui::GetIO().ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    ui = std::make_unique<Ui>();
    ui->set_scale(1, diagnostics);
    unsigned char* pixels = nullptr;
    int w = 0, h = 0;
    ImGui::GetIO().Fonts->GetTexDataAsRGBA32(&pixels, &w, &h);
}

PanelsTest::~PanelsTest() {
    ui.reset();
    ImGui::DestroyContext();
}

void PanelsTest::frame() {
    auto& io = ImGui::GetIO();
    io.DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
    io.DeltaTime = 1.0f / 30;
    ImGui::NewFrame();
    UiView view{.state = state, .context = context, .plan_block = session::plan_block(state, context)};
    view.step = session::current_step(state, context);
    for (const auto& segment : state.curve.segments) view.cobb_deg.push_back(segment.cobb_deg);
    if (!state.search.empty())
        for (const auto index : anatomy::search(atlas, state.search, [&](std::string_view id) { return catalog.all_names_of(id); })) view.search_results.push_back(atlas.at(index).terms.id);
    view.refused = refused;
    view.layers_drawn = layers_drawn;
    view.layer_parts = layer_parts;
    view.can_undo = can_undo, view.can_redo = can_redo;
    view.existing = existing;
    view.file_failure = file_failure;
    out = ui->draw(view, width, height);
    ImGui::Render();
    for (const auto& action : std::vector(out.actions)) {
        asked.push_back(action);
        act(action);
    }
}

void PanelsTest::settle() {
    for (int i = 0; i < 8; ++i) frame();
}

void PanelsTest::click(const std::string& name) {
    const auto at = out.widgets.find(name);
    ASSERT_NE(at, out.widgets.end()) << name << " is not on screen";
    auto& io = ImGui::GetIO();
    asked.clear();
    io.AddMousePosEvent(at->second.x + 0.5f * at->second.width, at->second.y + 0.5f * at->second.height);
    frame();
    io.AddMouseButtonEvent(0, true);
    frame();
    io.AddMouseButtonEvent(0, false);
    frame();
    io.AddMousePosEvent(0.5f * static_cast<float>(width), 0.5f * static_cast<float>(height));
    settle();
}

void PanelsTest::type(const std::string& text) {
    for (const char c : text) {
        ImGui::GetIO().AddInputCharacter(static_cast<unsigned>(c));
        frame();
    }
}

void PanelsTest::press(int imgui_key, bool shift) {
    auto& io = ImGui::GetIO();
    io.AddKeyEvent(ImGuiMod_Shift, shift);
    io.AddKeyEvent(static_cast<ImGuiKey>(imgui_key), true);
    frame();
    io.AddKeyEvent(static_cast<ImGuiKey>(imgui_key), false);
    io.AddKeyEvent(ImGuiMod_Shift, false);
    settle();
}

void PanelsTest::act(const std::string& text) {
    const auto action = session::parse_action(text);
    ASSERT_TRUE(action) << text << ": " << action.error().text();
    state = session::reduce(state, *action, context);
}

void PanelsTest::show(const std::string& mode, int w, int h) {
    width = w, height = h;
    state = session::initial_state(context, mode);
    settle();
}

bool PanelsTest::any_on_screen(const std::string& prefix) const {
    const auto at = out.widgets.lower_bound(prefix);
    return at != out.widgets.end() && at->first.rfind(prefix, 0) == 0;
}

} // namespace dorsum::ui
