# The pages and every door as one image, with the starting documents:
#   docker build -t keikaku .
#   docker run -it --rm -v keikaku:/data keikaku account 企画係      # the pages of staff open with a login alone
#   docker run -p 7860:7860 -v keikaku:/data keikaku
# torch comes from the index that pip is given: PIP_INDEX_URL names one with a build for CPUs (docs/operations.md).
FROM python:3.11-slim

ARG PIP_INDEX_URL
ENV PYTHONUNBUFFERED=1 HOME=/data KEIKAKU_STORE=/data/store KEIKAKU_HOST=0.0.0.0 KEIKAKU_PORT=7860

WORKDIR /app
COPY . /app/
RUN python -m pip install --quiet --no-cache-dir --disable-pip-version-check --constraint constraints.txt . \
 && rm -rf /app/build /app/keikaku_graph.egg-info \
 && mkdir -p /data \
 && chown 10001:10001 /data

# of nobody who has a name on the host; what it keeps lies in the volume
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 7860
HEALTHCHECK --start-period=120s CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{os.environ[\"KEIKAKU_PORT\"]}/healthz', timeout=3)"]
ENTRYPOINT ["python", "-m", "keikaku"]
