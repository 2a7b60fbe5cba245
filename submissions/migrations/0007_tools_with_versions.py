import re

from django.db import migrations

VERSIONED = re.compile(r"(?P<tool>.*\S)\s+(?P<version>v?\d+(?:\.\d+)*[a-z]?)", re.IGNORECASE)
SUGGESTED = {
    "Ableton Live": "Ableton",
    "After Effects": "Adobe",
    "Audacity": "Muse Group",
    "Audition": "Adobe",
    "Avid Media Composer": "Avid",
    "Blender": "Blender Foundation",
    "ChatGPT": "OpenAI",
    "Cinema 4D": "Maxon",
    "Claude": "Anthropic",
    "ComfyUI": "Comfy Org",
    "CosyVoice": "Alibaba",
    "DaVinci Resolve": "Blackmagic Design",
    "DeepSeek": "DeepSeek",
    "Dreamina": "ByteDance",
    "ElevenLabs": "ElevenLabs",
    "Final Cut Pro": "Apple",
    "Firefly": "Adobe",
    "FLUX": "Black Forest Labs",
    "Gemini": "Google",
    "Hailuo": "MiniMax",
    "Houdini": "SideFX",
    "HunyuanVideo": "Tencent",
    "Kling": "Kuaishou",
    "Krita": "Krita Foundation",
    "Logic Pro": "Apple",
    "Luma Dream Machine": "Luma AI",
    "Maya": "Autodesk",
    "Midjourney": "Midjourney",
    "Nuke": "Foundry",
    "Photoshop": "Adobe",
    "Pika": "Pika Labs",
    "Premiere Pro": "Adobe",
    "Pro Tools": "Avid",
    "Qwen": "Alibaba",
    "Reaper": "Cockos",
    "Runway Gen-4": "Runway",
    "Seedance": "ByteDance",
    "Sora": "OpenAI",
    "Stable Audio": "Stability AI",
    "Stable Diffusion": "Stability AI",
    "Suno": "Suno",
    "Topaz Video AI": "Topaz Labs",
    "Udio": "Udio",
    "Unreal Engine": "Epic Games",
    "Veo": "Google",
    "Vidu": "Shengshu",
    "Wan": "Alibaba",
    "Whisper": "OpenAI",
}
"""A beginning, by name, old tools and new ones alike; staff change it, and what films declare is added by itself."""


def take_versions_apart(apps, schema_editor):
    """“Kling 2.1” becomes a tool and its version. What does not end like a version stays as it was written."""
    changed = []
    for use in apps.get_model("submissions", "ToolUse").objects.filter(version="").iterator():
        if found := VERSIONED.fullmatch(use.tool):
            use.tool, use.version = found["tool"], found["version"][:40]
            changed.append(use)
    apps.get_model("submissions", "ToolUse").objects.bulk_update(changed, ["tool", "version"], batch_size=500)


def put_versions_back(apps, schema_editor):
    for use in apps.get_model("submissions", "ToolUse").objects.exclude(version="").iterator():
        use.tool, use.version = f"{use.tool} {use.version}"[:120], ""
        use.save(update_fields=["tool", "version"])


def suggest_tools(apps, schema_editor):
    known = apps.get_model("submissions", "KnownTool")
    known.objects.bulk_create(
        (known(name=name, vendor=vendor) for name, vendor in SUGGESTED.items()), ignore_conflicts=True
    )


class Migration(migrations.Migration):
    dependencies = [("submissions", "0006_how_it_was_made")]

    operations = [
        migrations.RunPython(take_versions_apart, put_versions_back),
        migrations.RunPython(suggest_tools, migrations.RunPython.noop),
    ]
